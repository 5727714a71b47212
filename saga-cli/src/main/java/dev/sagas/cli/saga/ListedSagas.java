package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.server.JsonFields;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.operate.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sagas that the orchestrators list, page by page, as the list from topics would be. */
final class ListedSagas {
  private static final int MAX_PAGE = 1_000;

  private final ServerCalls server;
  private final List<String> gaps = new ArrayList<>();

  ListedSagas(ServerCalls server) {
    this.server = server;
  }

  /**
   * The list.
   *
   * @param filter parameters of the REST API
   */
  ObjectNode list(Map<String, List<String>> filter, int limit) {
    ObjectNode list = Json.object();
    list.putNull("matched");
    list.put("unreadable", 0);
    ArrayNode sagas = list.putArray("sagas");
    Optional<String> next = Optional.empty();
    do {
      Map<String, List<String>> query = new LinkedHashMap<>(filter);
      query.put("limit", List.of(Integer.toString(Math.min(MAX_PAGE, limit - sagas.size()))));
      next.ifPresent(cursor -> query.put("cursor", List.of(cursor)));
      JsonNode page = server.get("/sagas", query);
      page.path("sagas").forEach(sagas::add);
      if (next.isEmpty()) {
        list.set("matched", page.path("matched"));
        ServerCalls.gap(page).ifPresent(gaps::add);
        JsonNode export = page.path("freshness").path("export");
        if (export.isObject()) {
          list.set("export", export);
        }
      }
      next = JsonFields.text(page, "next");
    } while (next.isPresent() && sagas.size() < limit);
    if (next.isEmpty() && !list.path("matched").isIntegralNumber()) {
      list.put("matched", sagas.size());
    }
    return list;
  }

  /** What may be missing. */
  List<String> gaps() {
    return List.copyOf(gaps);
  }
}
