package dev.sagas.operate.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.deadletters.Discard;
import dev.sagas.operate.deadletters.LetterList;
import dev.sagas.operate.deadletters.LetterOutcome;
import dev.sagas.operate.deadletters.LetterRecord;
import dev.sagas.operate.deadletters.LetterReport;
import dev.sagas.operate.deadletters.LetterResult;
import dev.sagas.operate.deadletters.LetterState;
import dev.sagas.operate.query.FieldMask;
import dev.sagas.operate.query.PayloadPreview;
import dev.sagas.operate.query.Payloads;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes dead letters for programs; described in {@code docs/operating/dead-letters.md}. */
public final class DeadLettersJson {
  private static final String OWN_HEADERS = "saga-";

  private DeadLettersJson() {}

  /** The JSON of a list. */
  public static ObjectNode node(LetterList list) {
    ObjectNode json = Json.object();
    json.put("matched", list.matched());
    ArrayNode letters = json.putArray("letters");
    for (DeadLetter letter : list.letters()) {
      ObjectNode node = letters.addObject();
      put(node, letter);
      put(node, Optional.ofNullable(list.discards().get(letter.position())));
    }
    return json;
  }

  private static void put(ObjectNode node, Optional<Discard> discard) {
    node.put("state", (discard.isPresent() ? LetterState.DISCARDED : LetterState.OPEN).name());
    Json.put(node, "discardedBy", discard.map(Discard::by));
    Json.putTime(
        node,
        "discardedAt",
        discard.map(why -> OptionalLong.of(why.atMs())).orElse(OptionalLong.empty()));
  }

  /**
   * The JSON of one letter.
   *
   * @param payloads decode its value; empty for those who may not see it: they see the names of the
   *     headers and the values of the protocol's own
   */
  public static ObjectNode node(LetterRecord record, Optional<Payloads> payloads) {
    ObjectNode json = Json.object();
    put(json, record.letter());
    put(json, record.discard());
    ArrayNode headers = json.putArray("headers");
    for (LetterRecord.NamedValue header : record.headers()) {
      boolean shown = payloads.isPresent() || header.name().startsWith(OWN_HEADERS);
      ObjectNode node = headers.addObject();
      node.put("name", header.name());
      Json.put(
          node, "value", shown ? header.value() : header.value().map(hidden -> FieldMask.MASK));
    }
    json.put("payloadShown", payloads.isPresent());
    json.putNull("key");
    json.putNull("value");
    payloads.ifPresent(
        decoder -> {
          record.key().ifPresent(key -> json.set("key", PayloadPreview.raw(key)));
          record
              .value()
              .ifPresent(value -> json.set("value", PayloadPreview.value(value, decoder)));
        });
    return json;
  }

  /** The JSON of a redrive or a discard. */
  public static <O extends LetterOutcome> ObjectNode node(LetterReport<O> report) {
    ObjectNode json = Json.object();
    json.put("complete", report.isComplete());
    ArrayNode results = json.putArray("results");
    for (LetterResult<O> result : report.results()) {
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
