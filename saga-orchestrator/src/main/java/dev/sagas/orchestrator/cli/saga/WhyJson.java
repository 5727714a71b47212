package dev.sagas.orchestrator.cli.saga;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.why.Explanation;
import dev.sagas.operate.why.Sentence;
import dev.sagas.orchestrator.cli.shared.Json;

/** Writes an explanation for programs; described in {@code docs/operating/operators.md}. */
final class WhyJson {
  private WhyJson() {}

  static String of(Explanation explanation) {
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
      ObjectNode facts = node.putObject("facts");
      sentence.facts().forEach(facts::putPOJO);
    }
    return Json.text(json);
  }
}
