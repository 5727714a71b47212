package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.bulk.Batch;
import dev.sagas.operate.bulk.BatchResult;
import dev.sagas.protocol.SagaId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes batches; described in {@code docs/reference/rest.md}. */
public final class BatchJson {
  private BatchJson() {}

  /** The JSON of a batch, without the results of its sagas. */
  public static ObjectNode node(Batch batch) {
    ObjectNode json = Json.object();
    json.put("batchId", batch.id());
    json.put("state", batch.state().name());
    json.put("kind", batch.order().action().word());
    Json.put(json, "step", batch.order().action().step());
    Json.put(json, "signal", batch.order().action().signal());
    json.put("actor", batch.order().actor());
    json.put("reason", batch.order().reason());
    Json.putTime(json, "preparedAt", batch.preparedAtMs());
    json.put("sagas", batch.order().sagas().size());
    Map<BatchResult, Long> results = batch.results();
    json.put("answered", results.values().stream().mapToLong(Long::longValue).sum());
    ObjectNode counts = json.putObject("counts");
    for (BatchResult result : BatchResult.values()) {
      counts.put(result.name().toLowerCase(Locale.ROOT), results.getOrDefault(result, 0L));
    }
    Json.put(json, "failure", batch.failure());
    return json;
  }

  /** Adds the result of one saga. */
  public static void put(ObjectNode json, SagaId saga, Answer answer) {
    json.setAll(
        AnswerJson.node(
            new AnsweredInput(saga, "BATCH", ""), new Submitted(Optional.empty(), answer)));
    json.put("result", Batch.resultOf(answer).name().toLowerCase(Locale.ROOT));
  }
}
