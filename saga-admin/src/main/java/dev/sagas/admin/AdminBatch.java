package dev.sagas.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One action on many sagas.
 *
 * @param state PREPARED, RUNNING, STOPPED, DONE or FAILED
 * @param sagas how many were selected
 * @param answered how many have a result
 * @param json everything that was answered
 */
public record AdminBatch(String id, String state, int sagas, int answered, JsonNode json) {
  static AdminBatch of(JsonNode json) {
    return new AdminBatch(
        json.path("batchId").asText(),
        json.path("state").asText(),
        json.path("sagas").asInt(),
        json.path("answered").asInt(),
        json);
  }

  /** True if nothing more is sent. */
  public boolean isFinished() {
    return !state.equals("PREPARED") && !state.equals("RUNNING");
  }

  /** How many sagas have each result: applied, refused, incident, unknown. */
  public Map<String, Long> counts() {
    return numbers(json.path("counts"));
  }

  /** What it would do, in words, and to how many sagas; of a prepared one. */
  public Map<String, Long> previews() {
    Map<String, Long> previews = new LinkedHashMap<>();
    json.path("previews")
        .forEach(each -> previews.put(each.path("text").asText(), each.path("count").asLong()));
    return previews;
  }

  private static Map<String, Long> numbers(JsonNode object) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    object.properties().forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asLong()));
    return numbers;
  }
}
