package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.server.AnswerFromJson;
import dev.sagas.cli.server.JsonFields;
import dev.sagas.cli.server.ServerCalls;
import dev.sagas.cli.shared.FilterOptions;
import dev.sagas.operate.bulk.BatchState;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Acts on many sagas by a batch of an orchestrator. */
final class ServerBulk implements BulkTarget {
  private static final String BATCHES = "/batches";
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final ServerCalls server;
  private final BulkOrder order;
  private final Map<String, List<String>> filter;
  private final String batch;
  private JsonNode prepared = Json.object();

  ServerBulk(ServerCalls server, BulkOrder order, FilterOptions filter) {
    this.server = server;
    this.order = order;
    this.filter = filter.parameters();
    this.batch = order.id().orElseGet(() -> UUID.randomUUID().toString());
  }

  @Override
  public Selected freeze() throws IOException {
    ObjectNode body = Json.object();
    ObjectNode selection = body.putObject("filter");
    filter.forEach(
        (name, values) -> {
          ArrayNode texts = selection.putArray(name);
          values.forEach(texts::add);
        });
    order.describe(body);
    prepared = server.post(BATCHES, body, Optional.of(batch));
    return new Selected(prepared.path("sagas").asInt(), head(), 0);
  }

  private List<SagaId> head() {
    Map<String, List<String>> query = new LinkedHashMap<>(filter);
    query.put("limit", List.of(Integer.toString(HEAD)));
    List<SagaId> head = new ArrayList<>();
    server
        .get("/sagas", query)
        .path("sagas")
        .forEach(row -> head.add(new SagaId(JsonFields.required(row, "sagaId"))));
    return head;
  }

  @Override
  public Map<String, Long> preview() {
    Map<String, Long> texts = new HashMap<>();
    prepared
        .path("previews")
        .forEach(each -> texts.put(each.path("text").asText(), each.path("count").asLong()));
    long others = prepared.path("sagas").asLong() - prepared.path("previewed").asLong();
    if (others > 0) {
      texts.put("not previewed: on another instance", others);
    }
    server.post(BATCHES + "/" + batch + "/stop", Json.object(), Optional.empty());
    return texts;
  }

  @Override
  public String resumption() {
    return """
    The orchestrator runs batch %s; to follow it again after an interruption, run the same command \
    with --operation-id %s: nothing is applied twice\
    """
        .formatted(batch, batch);
  }

  @Override
  public void run(BulkReport report) throws IOException {
    if (state(prepared) == BatchState.PREPARED) {
      ObjectNode count = Json.object().put("count", prepared.path("sagas").asInt());
      server.post(BATCHES + "/" + batch + "/run", count, Optional.empty());
    }
    while (true) {
      JsonNode shown =
          server.get(
              BATCHES + "/" + batch, Map.of("from", List.of(Integer.toString(report.size()))));
      server.read(() -> add(shown, report));
      boolean ended = state(shown).hasEnded();
      if (ended && report.size() >= shown.path("answered").asInt()) {
        requireDone(shown);
        return;
      }
      if (shown.path("results").isEmpty()) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static int add(JsonNode shown, BulkReport report) {
    shown
        .path("results")
        .forEach(
            result ->
                report.add(
                    new SagaId(JsonFields.required(result, "sagaId")),
                    AnswerFromJson.read(result).answer()));
    return report.size();
  }

  private BatchState state(JsonNode shown) {
    return server.read(() -> BatchState.valueOf(JsonFields.required(shown, "state")));
  }

  private void requireDone(JsonNode shown) throws IOException {
    switch (state(shown)) {
      case DONE -> {}
      case STOPPED -> throw new IOException("Batch " + batch + " was stopped by an operator");
      case FAILED ->
          throw new IOException(
              "Batch %s failed: %s".formatted(batch, shown.path("failure").asText()));
      case PREPARED, RUNNING -> throw new IllegalStateException("Expected the batch to have ended");
    }
  }
}
