package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.index.exported.ExportState;
import dev.sagas.index.exported.ExportedCursor;
import dev.sagas.index.exported.ExportedFilter;
import dev.sagas.index.exported.ExportedOrder;
import dev.sagas.index.exported.ExportedPage;
import dev.sagas.index.exported.ExportedSagas;
import dev.sagas.operate.json.ExportedSagaJson;
import dev.sagas.operate.json.Json;
import java.util.Optional;

/** The sagas that an export lists, page by page, as the list from topics would be. */
final class ExportedListing {
  private final ExportedSagas exported;

  ExportedListing(ExportedSagas exported) {
    this.exported = exported;
  }

  /**
   * The list, with the state of the export.
   *
   * @param nowMs epoch ms
   */
  ObjectNode list(ExportedFilter filter, int limit, long nowMs) {
    ExportState state = exported.state();
    ExportedOrder order = filter.ended() ? ExportedOrder.ENDED : ExportedOrder.STARTED;
    ObjectNode list = Json.object();
    list.putNull("matched");
    list.put("unreadable", 0);
    ArrayNode sagas = list.putArray("sagas");
    Optional<ExportedCursor> next = Optional.empty();
    do {
      int room = Math.min(ExportedPage.MAX_ROWS, limit - sagas.size());
      ExportedPage page = exported.list(filter, new ExportedPage.Bounds(order, next, room));
      page.rows().forEach(row -> sagas.add(ExportedSagaJson.node(row)));
      next = page.next();
    } while (next.isPresent() && sagas.size() < limit);
    if (next.isEmpty()) {
      list.put("matched", sagas.size());
    }
    list.set("export", ExportedSagaJson.node(state, nowMs));
    return list;
  }
}
