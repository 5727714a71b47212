package dev.sagas.http.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.index.exported.DataCondition;
import dev.sagas.index.exported.ExportState;
import dev.sagas.index.exported.ExportedCursor;
import dev.sagas.index.exported.ExportedFilter;
import dev.sagas.index.exported.ExportedOrder;
import dev.sagas.index.exported.ExportedPage;
import dev.sagas.index.live.LiveFilter;
import dev.sagas.index.live.LiveOrder;
import dev.sagas.operate.json.ExportedSagaJson;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaStatus;
import java.util.Optional;
import java.util.Set;

/** Lists exported sagas: ended ones, and all of them where data or text are searched. */
final class ExportedList {
  /** The parameters that only it reads. */
  static final Set<String> PARAMETERS = Set.of("data", "text", "ended");

  private static final String TEXT = "text";
  private static final String CURSOR = "cursor";

  private final Service service;
  private final ExportedAsk exported;

  ExportedList(Service service) {
    this.service = service;
    this.exported = new ExportedAsk(service);
  }

  private static boolean isSearch(Ask ask) {
    return ask.query("data").isPresent() || ask.query(TEXT).isPresent();
  }

  /** Whether a cursor of the stores' list is continued. */
  private static boolean isElsewhere(Ask ask) {
    return ask.query(CURSOR).filter(text -> !ExportedCursor.isOne(text)).isPresent();
  }

  private static boolean isContinued(Ask ask) {
    return ask.query(CURSOR).filter(ExportedCursor::isOne).isPresent();
  }

  private static boolean isEndedOnly(Ask ask, LiveFilter filter) {
    return ask.flag("ended")
        || (!filter.statuses().isEmpty()
            && filter.statuses().stream().allMatch(SagaStatus::isTerminal));
  }

  /**
   * The page, if the export is to answer: empty if live sagas are asked for, or if it does not
   * answer and the stores may know some of it.
   *
   * @throws ProblemException if only the export could answer, and it does not
   */
  Optional<ObjectNode> json(Ask ask, LiveFilter filter, int limit) {
    boolean mustAnswer = isSearch(ask) || isContinued(ask);
    boolean mayAnswer =
        isEndedOnly(ask, filter)
            && service.exported().isPresent()
            && !isElsewhere(ask)
            && Scope.of(ask) == Scope.CLUSTER;
    if (!mustAnswer && !mayAnswer) {
      return Optional.empty();
    }
    try {
      return Optional.of(page(ask, filter, limit));
    } catch (ProblemException e) {
      if (mustAnswer || e.code() != ProblemCode.EXPORT_UNAVAILABLE) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private ObjectNode page(Ask ask, LiveFilter filter, int limit) {
    boolean ended = isEndedOnly(ask, filter);
    Optional<DataCondition> data = exported.data(ask);
    ExportedFilter selected =
        ask.query(
                TEXT,
                "a text of 1 to 200 characters",
                text -> new ExportedFilter(filter, ended, data, Optional.of(text)))
            .orElseGet(() -> new ExportedFilter(filter, ended, data, Optional.empty()));
    ExportedPage.Bounds bounds =
        new ExportedPage.Bounds(
            order(ask, ended),
            ask.query(CURSOR, "the next of an earlier page", ExportedCursor::parse),
            limit);
    // Before the page: what is exported meanwhile makes it fresher than it says.
    ExportState state = exported.state();
    ExportedPage page;
    try {
      page = exported.answer(sagas -> sagas.list(selected, bounds));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.BAD_PARAMETER, String.valueOf(e.getMessage()), e);
    }
    ObjectNode json = Json.object();
    ArrayNode rows = json.putArray("sagas");
    page.rows().forEach(row -> rows.add(ExportedSagaJson.node(row)));
    json.putNull("matched");
    Json.put(json, "next", page.next().map(ExportedCursor::text));
    exported.putFreshness(json, state);
    return json;
  }

  /** The longest waiting first has no meaning for ended ones. */
  private static ExportedOrder order(Ask ask, boolean ended) {
    LiveOrder order = Filters.order(ask);
    return switch (order) {
      case WAITING -> ended ? ExportedOrder.ENDED : ExportedOrder.STARTED;
      case STARTED -> ExportedOrder.STARTED;
      case ID -> ExportedOrder.ID;
    };
  }
}
