package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.deadletters.LetterList;
import dev.sagas.operate.deadletters.RedriveReport;
import dev.sagas.operate.deadletters.RedriveResult;

/** Writes dead letters for programs; described in {@code docs/operating/dead-letters.md}. */
public final class DeadLettersJson {
  private DeadLettersJson() {}

  /** The JSON of a list. */
  public static ObjectNode node(LetterList list) {
    ObjectNode json = Json.object();
    json.put("matched", list.matched());
    ArrayNode letters = json.putArray("letters");
    list.letters().forEach(letter -> put(letters.addObject(), letter));
    return json;
  }

  /** The JSON of a redrive. */
  public static ObjectNode node(RedriveReport report) {
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
    return json;
  }

  /** Adds what is known of one letter. */
  public static void put(ObjectNode node, DeadLetter letter) {
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
