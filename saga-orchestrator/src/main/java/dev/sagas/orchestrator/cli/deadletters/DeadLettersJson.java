package dev.sagas.orchestrator.cli.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.deadletters.LetterList;
import dev.sagas.operate.deadletters.RedriveReport;
import dev.sagas.operate.deadletters.RedriveResult;
import dev.sagas.orchestrator.cli.shared.Json;

/** Writes dead letters for programs; described in {@code docs/operating/dead-letters.md}. */
final class DeadLettersJson {
  private DeadLettersJson() {}

  static String of(LetterList list) {
    ObjectNode json = Json.object();
    json.put("matched", list.matched());
    ArrayNode letters = json.putArray("letters");
    list.letters().forEach(letter -> put(letters.addObject(), letter));
    return Json.text(json);
  }

  static String of(RedriveReport report) {
    ObjectNode json = Json.object();
    json.put("complete", report.isComplete());
    ArrayNode results = json.putArray("results");
    for (RedriveResult result : report.results()) {
      ObjectNode node = results.addObject();
      node.put("outcome", result.outcome().name());
      node.put("reason", result.reason());
      put(node.putObject("letter"), result.letter());
    }
    ArrayNode notFound = json.putArray("notFound");
    report.notFound().forEach(position -> notFound.add(position.toString()));
    return Json.text(json);
  }

  private static void put(ObjectNode node, DeadLetter letter) {
    node.put("position", letter.position().toString());
    Json.put(node, "origin", letter.origin());
    Json.putTime(node, "time", letter.timeMs());
    Json.put(node, "sagaId", letter.saga());
    node.put("code", letter.code());
    node.put("message", letter.message());
    node.put("valueBytes", letter.valueBytes());
    Json.put(node, "redrivenFrom", letter.redrivenFrom());
  }
}
