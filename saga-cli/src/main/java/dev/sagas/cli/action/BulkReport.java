package dev.sagas.cli.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.bulk.Batch;
import dev.sagas.operate.bulk.BatchResult;
import dev.sagas.operate.json.BatchJson;
import dev.sagas.operate.json.Json;
import dev.sagas.protocol.SagaId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reports the result of each saga of a bulk action: to a person at once, to programs at the end.
 */
final class BulkReport {
  private final int sagas;
  private final Consumer<String> lines;
  private final Progress progress;
  private final ArrayNode results = Json.object().putArray("results");
  private final Map<BatchResult, Integer> counts = new EnumMap<>(BatchResult.class);
  private int exitCode;

  /** Learns how many sagas have a result. */
  interface Progress {
    void at(long done, long of);
  }

  /**
   * Nothing reported yet.
   *
   * @param sagas how many results there will be
   * @param lines takes the lines for a person
   */
  BulkReport(int sagas, Consumer<String> lines, Progress progress) {
    this.sagas = sagas;
    this.lines = lines;
    this.progress = progress;
  }

  void add(SagaId saga, Answer answer) {
    exitCode = Math.max(exitCode, answer.accept(AnswerOutput.EXIT_CODE));
    counts.merge(Batch.resultOf(answer), 1, Integer::sum);
    BatchJson.put(results.addObject(), saga, answer);
    answer
        .accept(new AnswerText(new AnsweredInput(saga, "", "")))
        .forEach(line -> lines.accept(saga + "  " + line));
    progress.at(results.size(), sagas);
  }

  /** How many results were reported. */
  int size() {
    return results.size();
  }

  /** What is written after all are done. */
  List<String> end() {
    return List.of(
        "Sagas: %s, applied %s, refused %s, led to an incident %s, not known %s"
            .formatted(
                sagas,
                count(BatchResult.APPLIED),
                count(BatchResult.REFUSED),
                count(BatchResult.INCIDENT),
                count(BatchResult.UNKNOWN)));
  }

  private int count(BatchResult result) {
    return counts.getOrDefault(result, 0);
  }

  /** The same for programs. */
  ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("sagas", sagas);
    ObjectNode each = json.putObject("counts");
    for (BatchResult result : BatchResult.values()) {
      each.put(result.name().toLowerCase(Locale.ROOT), count(result));
    }
    json.set("results", results);
    return json;
  }

  /** The worst exit code of all. */
  int exitCode() {
    return exitCode;
  }
}
