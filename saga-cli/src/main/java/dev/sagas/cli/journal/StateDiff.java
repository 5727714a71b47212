package dev.sagas.cli.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Paragraphs;
import dev.sagas.cli.shared.Printable;
import dev.sagas.cli.shared.Screen;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.journal.Rebuilt;
import dev.sagas.engine.journal.Replay;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.JsonChanges;
import dev.sagas.operate.query.Payloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changed in a saga between two points of its past. */
final class StateDiff {
  /** They identify the points and so always differ. */
  private static final List<String> HEAD =
      List.of("revision", "hash", "updatedAt", "entry", "dataBytes", "forgetAt");

  private final Replay.Pair pair;
  private final List<JsonChanges.Change> changes;

  private StateDiff(Replay.Pair pair, List<JsonChanges.Change> changes) {
    this.pair = pair;
    this.changes = changes;
  }

  /**
   * Compares.
   *
   * @param payloads decodes the saga's data, by the schema that each was written with
   */
  static StateDiff of(Replay.Pair pair, Payloads payloads) {
    return new StateDiff(
        pair,
        JsonChanges.between(
            comparable(pair.before(), payloads), comparable(pair.after(), payloads)));
  }

  private static JsonNode comparable(Rebuilt run, Payloads payloads) {
    ObjectNode node = StateWriter.node(run, Optional.of(payloads));
    node.remove(HEAD);
    JsonNode waits = node.remove("waitsFor");
    ArrayNode texts = node.putArray("waitsFor");
    // Each is compared as a whole; its parts say no more than its text.
    waits.forEach(wait -> texts.add(wait.get("text")));
    return node;
  }

  List<String> lines(Screen screen) {
    List<String> lines = new ArrayList<>();
    SagaState before = pair.before().state();
    SagaState after = pair.after().state();
    lines.add("Saga  " + before.identity().id() + "  run " + before.identity().run());
    lines.add("From  " + point(before, screen));
    lines.add("To    " + point(after, screen));
    lines.add("");
    if (changes.isEmpty()) {
      lines.add("Nothing differs.");
      return lines;
    }
    List<JsonChanges.Change> shown =
        changes.stream()
            .filter(change -> !isEmpty(change.before()) || !isEmpty(change.after()))
            .toList();
    lines.addAll(table(shown, screen).orElseGet(() -> blocks(shown, screen)));
    return lines;
  }

  /** A row for each change, if all of them fit. */
  private static Optional<List<String>> table(List<JsonChanges.Change> shown, Screen screen) {
    Columns table = new Columns("CHANGED", "BEFORE", "AFTER");
    shown.forEach(change -> table.add(change.path(), text(change.before()), text(change.after())));
    List<String> rows = table.lines();
    boolean fits = rows.stream().allMatch(row -> row.length() <= screen.columns());
    return fits ? Optional.of(rows) : Optional.empty();
  }

  /** Each value below what changed. */
  private static List<String> blocks(List<JsonChanges.Change> shown, Screen screen) {
    List<String> lines = new ArrayList<>();
    for (JsonChanges.Change change : shown) {
      lines.add(change.path());
      lines.addAll(below("  before  ", change.before(), screen));
      lines.addAll(below("  after   ", change.after(), screen));
    }
    return lines;
  }

  private static List<String> below(String name, JsonNode value, Screen screen) {
    return Paragraphs.hanging(name, text(value), " ".repeat(name.length()), screen.columns());
  }

  private static String point(SagaState state, Screen screen) {
    return "revision %s  %s  %s"
        .formatted(state.chain().revision(), screen.time(state.updatedAtMs()), state.status());
  }

  /** What a new step does not have says nothing to a person. */
  private static boolean isEmpty(JsonNode value) {
    return value.isMissingNode() || value.isNull() || value.asText("-").isEmpty();
  }

  private static String text(JsonNode value) {
    return value.isMissingNode()
        ? "-"
        : Printable.of(value.isTextual() ? value.asText() : Json.line(value));
  }

  String json() {
    ObjectNode json = Json.object();
    json.put("sagaId", pair.before().state().identity().id().value());
    json.put("run", pair.before().state().identity().run().value());
    putPoint(json.putObject("from"), pair.before());
    putPoint(json.putObject("to"), pair.after());
    ArrayNode list = json.putArray("changes");
    for (JsonChanges.Change change : changes) {
      ObjectNode node = list.addObject().put("path", change.path());
      set(node, "before", change.before());
      set(node, "after", change.after());
    }
    return Json.text(json);
  }

  private static void putPoint(ObjectNode node, Rebuilt run) {
    node.put("revision", run.state().chain().revision());
    Json.putTime(node, "at", run.state().updatedAtMs());
    node.put("status", run.state().status().name());
    node.put("hash", run.state().chain().hash().hex());
  }

  private static void set(ObjectNode node, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      node.set(name, value);
    }
  }
}
