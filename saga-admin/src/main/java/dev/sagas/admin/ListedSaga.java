package dev.sagas.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A saga as a list or an event shows it.
 *
 * @param status as text: a newer service may have more of them
 * @param waits what it waits for; empty if it has ended
 * @param json everything that was answered
 */
public record ListedSaga(
    String sagaId,
    String type,
    int version,
    String status,
    long revision,
    List<SagaWait> waits,
    JsonNode json) {
  public ListedSaga {
    waits = List.copyOf(waits);
  }

  /**
   * What a saga waits for.
   *
   * @param kind reply, retry, signal, sleep, paused or incident
   */
  public record SagaWait(
      String kind,
      Optional<String> step,
      Optional<String> participant,
      Optional<String> incidentCode) {
    private static SagaWait of(JsonNode json) {
      return new SagaWait(
          json.path("kind").asText(),
          text(json, "step"),
          text(json, "participant"),
          text(json, "incidentCode"));
    }

    private static Optional<String> text(JsonNode json, String name) {
      return Optional.ofNullable(json.path(name).textValue());
    }
  }

  static ListedSaga of(JsonNode json) {
    List<SagaWait> waits = new ArrayList<>();
    json.path("waitsFor").forEach(wait -> waits.add(SagaWait.of(wait)));
    return new ListedSaga(
        json.path("sagaId").asText(),
        json.path("type").asText(),
        json.path("version").asInt(),
        json.path("status").asText(),
        json.path("revision").asLong(),
        waits,
        json);
  }

  /** Its labels; an event has none. */
  public Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    json.path("labels")
        .properties()
        .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
    return Map.copyOf(labels);
  }

  /** Since when it has waited; empty for an event. */
  public Optional<Instant> since() {
    return Optional.ofNullable(json.path("since").textValue()).map(Instant::parse);
  }
}
