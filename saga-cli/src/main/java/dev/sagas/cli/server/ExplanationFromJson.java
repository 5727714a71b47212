package dev.sagas.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.operate.why.Explanation;
import dev.sagas.operate.why.Sentence;
import dev.sagas.operate.why.SentenceKind;
import dev.sagas.protocol.SagaId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link dev.sagas.operate.json.ExplanationJson} writes. */
public final class ExplanationFromJson {
  private ExplanationFromJson() {}

  /**
   * The explanation; what undo would do is in its sentences alone.
   *
   * @throws IllegalArgumentException if it is not the JSON of an explanation
   */
  public static Explanation read(JsonNode json) {
    return new Explanation(
        new SagaId(JsonFields.required(json, "sagaId")),
        JsonFields.text(json, "status"),
        json.path("revision").asLong(),
        JsonFields.time(json, "at"),
        JsonFields.list(json, "sentences", ExplanationFromJson::sentence),
        Optional.empty());
  }

  private static Sentence sentence(JsonNode json) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> fact : json.path("facts").properties()) {
      facts.put(fact.getKey(), value(json.path("facts"), fact));
    }
    return new Sentence(
        JsonFields.constant(json, "kind", SentenceKind.class),
        JsonFields.required(json, "text"),
        facts);
  }

  private static Object value(JsonNode facts, Map.Entry<String, JsonNode> fact) {
    JsonNode value = fact.getValue();
    if (value.isArray()) {
      return JsonFields.list(facts, fact.getKey(), JsonNode::asText);
    }
    if (value.isIntegralNumber()) {
      return value.asLong();
    }
    return value.isBoolean() ? (Object) value.asBoolean() : value.asText();
  }
}
