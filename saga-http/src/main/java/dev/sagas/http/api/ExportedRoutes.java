package dev.sagas.http.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.http.exchange.Ask;
import dev.sagas.http.exchange.HttpReply;
import dev.sagas.http.exchange.ProblemCode;
import dev.sagas.http.exchange.ProblemException;
import dev.sagas.index.exported.ExportState;
import dev.sagas.index.exported.ExportedDay;
import dev.sagas.index.exported.ExportedEvent;
import dev.sagas.index.exported.ExportedPage;
import dev.sagas.index.exported.ExportedSaga;
import dev.sagas.operate.json.ExportedSagaJson;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the export knows: its state, days, and sagas that the orchestrators have forgotten. */
final class ExportedRoutes {
  static final String STATE = "/api/v1/exported";
  static final String DAYS = STATE + "/days";

  /** The parameters of the days. */
  static final Set<String> OF_DAYS = Set.of("type", "days");

  private static final int DEFAULT_DAYS = 14;
  private static final int MAX_DAYS = 366;
  private static final int DEFAULT_ENTRIES = 100;
  private static final int MAX_ENTRIES = 1_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Service service;
  private final ExportedAsk exported;

  ExportedRoutes(Service service) {
    this.service = service;
    this.exported = new ExportedAsk(service);
  }

  /** Whether there is an export, and how far it is. */
  HttpReply state(Ask ask) {
    ObjectNode json = Json.object();
    json.put("configured", service.exported().isPresent());
    if (service.exported().isPresent()) {
      json.setAll(ExportedSagaJson.node(exported.state(), service.clock().millis()));
    }
    return HttpReply.json(json);
  }

  HttpReply days(Ask ask) {
    Optional<SagaType> type = ask.query("type", "the type of a definition", SagaType::new);
    int days = ask.number("days", 1, MAX_DAYS).orElse(DEFAULT_DAYS);
    LocalDate from =
        Instant.ofEpochMilli(service.clock().millis())
            .atZone(ZoneOffset.UTC)
            .toLocalDate()
            .minusDays(days - 1L);
    ExportState state = exported.state();
    List<ExportedDay> counted = exported.answer(sagas -> sagas.days(type, from));
    ObjectNode json = Json.object();
    json.put("from", from.toString());
    ArrayNode array = json.putArray("days");
    counted.forEach(day -> array.add(ExportedSagaJson.node(day)));
    exported.putFreshness(json, state);
    return HttpReply.json(json);
  }

  /**
   * What is asked, or what the export says if no orchestrator knows the saga any more.
   *
   * @param known answers for a saga that is known
   * @param forgotten makes an answer of what was exported
   */
  private HttpReply orElse(Ask ask, Supplier<HttpReply> known, Forgotten forgotten) {
    try {
      return known.get();
    } catch (ProblemException e) {
      if (e.code() != ProblemCode.NO_SUCH_SAGA
          || service.exported().isEmpty()
          || Scope.of(ask) != Scope.CLUSTER) {
        throw e;
      }
      return exported(ask, forgotten).orElseThrow(() -> e);
    }
  }

  /** Makes an answer of what was exported. */
  private interface Forgotten {
    ObjectNode json(ExportedSaga saga);
  }

  /** Empty if it was not exported; if that is not known, that is the answer. */
  private Optional<HttpReply> exported(Ask ask, Forgotten forgotten) {
    ExportState state = exported.state();
    return exported
        .answer(sagas -> sagas.find(OneSaga.id(ask)))
        .map(
            saga -> {
              ObjectNode json = forgotten.json(saga);
              exported.putFreshness(json, state);
              return HttpReply.json(json);
            });
  }

  HttpReply saga(Ask ask) {
    return orElse(ask, () -> new JournalRoutes(service).saga(ask), ExportedSagaJson::node);
  }

  HttpReply data(Ask ask) {
    Supplier<HttpReply> known = () -> new DataRoute(service).answer(ask);
    return ask.query("revision").isPresent()
        ? known.get()
        : orElse(ask, known, saga -> data(ask, saga));
  }

  private ObjectNode data(Ask ask, ExportedSaga saga) {
    ObjectNode json = head(saga);
    json.put("revision", saga.row().saga().revision());
    json.put("type", saga.data().type());
    json.put("bytes", saga.data().json().map(String::length).orElse(0));
    json.put("masked", true);
    json.putNull("data");
    json.putNull("whyNot");
    if (saga.data().json().isEmpty()) {
      json.put("whyNot", "The data could not be read when it was exported");
      return json;
    }
    try {
      json.set(
          "data", ViewerMask.of(service, ask).apply(MAPPER.readTree(saga.data().json().get())));
    } catch (JsonProcessingException e) {
      json.put("whyNot", "What was exported is no JSON");
    }
    return json;
  }

  private static ObjectNode head(ExportedSaga saga) {
    ObjectNode json = Json.object();
    json.put("sagaId", saga.row().saga().id().value());
    json.put("run", saga.row().run().value());
    return json;
  }

  HttpReply history(Ask ask) {
    int limit = ask.number("limit", 1, MAX_ENTRIES).orElse(DEFAULT_ENTRIES);
    return orElse(ask, () -> new JournalRoutes(service).history(ask), saga -> history(saga, limit));
  }

  private ObjectNode history(ExportedSaga saga, int limit) {
    ExportedPage.Row row = saga.row();
    List<ExportedEvent> events =
        exported.answer(sagas -> sagas.history(row.saga().id(), row.run()));
    ObjectNode json = head(saga);
    json.put("complete", events.size() <= limit);
    ArrayNode entries = json.putArray("entries");
    events.stream().limit(limit).forEach(event -> entries.add(ExportedSagaJson.node(event)));
    json.putNull("next");
    return json;
  }
}
