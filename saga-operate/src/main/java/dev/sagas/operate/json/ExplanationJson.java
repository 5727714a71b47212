package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.why.Explanation;
import dev.sagas.operate.why.Sentence;

/** Writes an explanation for programs; described in {@code docs/operating/operators.md}. */
public final class ExplanationJson {
  private ExplanationJson() {}

  /** The JSON of an explanation. */
  public static ObjectNode node(Explanation explanation) {
    ObjectNode json = Json.object();
    json.put("sagaId", explanation.saga().value());
    Json.put(json, "status", explanation.status());
    json.put("revision", explanation.revision());
    Json.putTime(json, "at", explanation.nowMs());
    ArrayNode sentences = json.putArray("sentences");
    for (Sentence sentence : explanation.sentences()) {
      ObjectNode node = sentences.addObject();
      node.put("kind", sentence.kind().code());
      node.put("text", sentence.text());
      node.set("facts", Json.tree(sentence.facts()));
    }
    return json;
  }
}
