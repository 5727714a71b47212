package dev.sagas.orchestrator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.orchestrator.operate.DeadLetter;
import dev.sagas.orchestrator.operate.LetterList;
import dev.sagas.orchestrator.operate.RedriveReport;
import dev.sagas.orchestrator.operate.RedriveResult;
import java.time.Instant;
import java.util.Optional;

/** Writes dead letters for programs; described in {@code docs/operating/dead-letters.md}. */
final class DeadLettersJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DeadLettersJson() {}

  static String of(LetterList list) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("matched", list.matched());
    ArrayNode letters = json.putArray("letters");
    list.letters().forEach(letter -> put(letters.addObject(), letter));
    return text(json);
  }

  static String of(RedriveReport report) {
    ObjectNode json = MAPPER.createObjectNode();
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
    return text(json);
  }

  private static void put(ObjectNode node, DeadLetter letter) {
    node.put("position", letter.position().toString());
    put(node, "origin", letter.origin());
    node.put("time", Instant.ofEpochMilli(letter.timeMs()).toString());
    put(node, "sagaId", letter.saga());
    node.put("code", letter.code());
    node.put("message", letter.message());
    node.put("valueBytes", letter.valueBytes());
    put(node, "redrivenFrom", letter.redrivenFrom());
  }

  private static void put(ObjectNode node, String name, Optional<?> value) {
    if (value.isPresent()) {
      node.put(name, value.get().toString());
    } else {
      node.putNull(name);
    }
  }

  private static String text(ObjectNode json) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a tree of JSON to be writable", e);
    }
  }
}
