package dev.sagas.cli.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.server.JsonFields;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.operate.action.VersionMove;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Migrates the live sagas of one version by an orchestrator, one after the other. */
final class ServerMoves {
  private static final int MAX_PAGE = 1_000;

  private final ServerCalls server;
  private final VersionMove move;
  private final List<SagaId> sagas = new ArrayList<>();
  private Optional<String> gap = Optional.empty();
  private long matched;

  /** Lists them; those that wait longest are first. */
  ServerMoves(ServerCalls server, VersionMove move) {
    this.server = server;
    this.move = move;
    Optional<String> next = Optional.empty();
    do {
      JsonNode page = server.get("/sagas", query(next));
      if (next.isEmpty()) {
        matched = page.path("matched").asLong();
        gap = ServerCalls.gap(page);
      }
      page.path("sagas").forEach(row -> sagas.add(new SagaId(JsonFields.required(row, "sagaId"))));
      next = JsonFields.text(page, "next");
    } while (next.isPresent() && sagas.size() < move.limit());
  }

  private Map<String, List<String>> query(Optional<String> next) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    query.put("type", List.of(move.type().value()));
    query.put("version", List.of(Integer.toString(move.from())));
    query.put("order", List.of("waiting"));
    int left = Math.min(MAX_PAGE, move.limit() - sagas.size());
    query.put("limit", List.of(Integer.toString(left)));
    next.ifPresent(cursor -> query.put("cursor", List.of(cursor)));
    return query;
  }

  /** What may be missing. */
  Optional<String> gap() {
    return gap;
  }

  /** How many were on the version. */
  long matched() {
    return matched;
  }

  /** Of how many the migration is requested. */
  int asked() {
    return sagas.size();
  }

  /**
   * Migrates them, or reports what would happen.
   *
   * @param wait how long to wait for each answer
   */
  void run(Duration wait, MoveReport report) {
    ObjectNode body = Json.object().put("kind", "migrate").put("reason", move.reason());
    body.put("version", move.to()).put("dryRun", move.dryRun());
    for (SagaId saga : sagas) {
      Optional<String> key = Optional.of(UUID.randomUUID().toString());
      String path = ServerCalls.saga(saga, "/operations");
      report.add(saga, server.act(path, body, key, wait).answer());
    }
  }
}
