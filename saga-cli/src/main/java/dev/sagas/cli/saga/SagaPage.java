package dev.sagas.cli.saga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.cli.server.JsonFields;
import dev.sagas.cli.server.SagaFromJson;
import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Paragraphs;
import dev.sagas.cli.shared.Printable;
import dev.sagas.cli.shared.Screen;
import dev.sagas.operate.query.WaitText;
import dev.sagas.protocol.SagaStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes one saga for a person, from its JSON. */
public final class SagaPage {
  private static final int NAME_COLUMNS = 12;
  private static final String INDENT = "  ";

  private final List<String> lines = new ArrayList<>();
  private final JsonNode saga;
  private final Screen screen;
  private final boolean live;

  private SagaPage(JsonNode saga, Screen screen) {
    this.saga = saga;
    this.screen = screen;
    this.live = !hasEnded(saga);
  }

  /** True if its status is one of an ended saga. */
  static boolean hasEnded(JsonNode saga) {
    String status = saga.path("status").asText();
    return Arrays.stream(SagaStatus.values())
        .anyMatch(known -> known.isTerminal() && known.name().equals(status));
  }

  /** The lines of the page. */
  public static List<String> lines(JsonNode saga, Screen screen) {
    SagaPage page = new SagaPage(saga, screen);
    page.head();
    page.control();
    page.ending();
    page.waits();
    page.incidents();
    page.steps();
    page.signals();
    return page.lines;
  }

  private void head() {
    field("Saga", text("sagaId") + "  run " + text("run"));
    field("Type", text("type") + " version " + saga.path("version").asText());
    field("Status", text("status") + " at revision " + saga.path("revision").asText());
    field("Started", time(saga, "startedAt") + "  last changed " + time(saga, "updatedAt"));
    fieldAt("Deadline", "deadlineAt");
    fieldAt("Forgotten", "forgetAt");
    if (live) {
      field("Data", text("dataType") + ", " + saga.path("dataBytes").asText() + " bytes");
    }
    Map<String, String> labels = new TreeMap<>();
    saga.path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    if (!labels.isEmpty()) {
      field(
          "Labels",
          labels.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", ")));
    }
  }

  private void fieldAt(String name, String field) {
    if (!saga.path(field).isNull()) {
      field(name, time(saga, field));
    }
  }

  private void control() {
    JsonNode pause = saga.path("paused");
    if (pause.isObject()) {
      field(
          "Paused",
          "by %s since %s: %s"
              .formatted(
                  pause.path("actor").asText(),
                  time(pause, "since"),
                  pause.path("reason").asText()));
    }
    reason(saga.path("turnsBack")).ifPresent(reason -> field("Turns back", reason));
    reason(saga.path("heldCancel"))
        .ifPresent(reason -> field("Cancel", "waits for the pivot's answer: " + reason));
    JsonFields.text(saga, "restartFrom")
        .ifPresent(step -> field("Restart", "from " + step + " once what came after is undone"));
    names(saga.path("skipped")).ifPresent(names -> field("Skipped", names));
  }

  /** What the tombstone of an ended saga does not have. */
  private void ending() {
    if (live) {
      return;
    }
    JsonNode ending = saga.path("ending");
    if (!ending.isObject()) {
      field("Steps", "unknown: the journal was not read, or no longer has them");
      return;
    }
    reason(ending.path("turnedBack")).ifPresent(reason -> field("Turned back", reason));
    JsonNode by = ending.path("endedBy");
    if (by.isObject()) {
      field(
          "Ended by",
          "%s at %s, %s: %s"
              .formatted(
                  by.path("actor").asText(),
                  time(by, "at"),
                  by.path("operation").asText(),
                  by.path("reason").asText()));
    }
    if (text("status").equals("ENDED_BY_OPERATOR")) {
      field(
          "Effects",
          names(ending.path("effectsLeft")).map(names -> "left: " + names).orElse("none left"));
    }
    names(ending.path("skipped")).ifPresent(names -> field("Skipped", names));
  }

  private static Optional<String> names(JsonNode names) {
    List<String> all = new ArrayList<>();
    names.forEach(name -> all.add(name.asText()));
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
  }

  private static Optional<String> reason(JsonNode reason) {
    if (!reason.isObject()) {
      return Optional.empty();
    }
    String step = JsonFields.text(reason, "step").map(name -> name + ": ").orElse("");
    String message = reason.path("message").asText();
    return Optional.of(
        step + reason.path("code").asText() + (message.isBlank() ? "" : " (" + message + ")"));
  }

  private void waits() {
    JsonNode waits = saga.path("waitsFor");
    if (!waits.isEmpty()) {
      title("Waits for");
      waits.forEach(wait -> line(INDENT, WaitText.of(SagaFromJson.reason(wait), screen.times())));
    }
  }

  private void incidents() {
    JsonNode incidents = saga.path("incidents");
    if (incidents.isEmpty()) {
      return;
    }
    title("Incidents");
    for (JsonNode incident : incidents) {
      line(
          INDENT,
          "%s  %s  since %s  at revision %s  id %s"
              .formatted(
                  incident.path("code").asText(),
                  JsonFields.text(incident, "step")
                      .map(name -> "step " + name)
                      .orElse("the whole saga"),
                  time(incident, "since"),
                  incident.path("revision").asText(),
                  incident.path("id").asText()));
      line(INDENT + INDENT, incident.path("message").asText());
      JsonFields.text(incident, "entry")
          .ifPresent(
              entry ->
                  line(
                      INDENT + INDENT,
                      "input kept in %s%s"
                          .formatted(
                              entry,
                              JsonFields.text(incident, "input")
                                  .map(input -> ", it came from " + input)
                                  .orElse(", a timer"))));
    }
  }

  private void steps() {
    JsonNode steps = saga.path("steps");
    if (steps.isEmpty()) {
      return;
    }
    title("Steps");
    Columns table = new Columns("  STEP", "STATUS", "ATTEMPT", "EPOCH", "SINCE", "DETAILS");
    for (JsonNode step : steps) {
      int undoEpoch = step.path("undoEpoch").asInt();
      table.add(
          INDENT + step.path("name").asText(),
          step.path("status").asText(),
          step.path("attempt").asText(),
          step.path("epoch").asText() + (undoEpoch > 0 ? " undo " + undoEpoch : ""),
          time(step, "since"),
          Printable.of(details(step)));
    }
    lines.addAll(table.lines(screen.columns()));
  }

  private String details(JsonNode step) {
    List<String> details = new ArrayList<>();
    String on = step.path("on").asText();
    if (!on.isEmpty()) {
      details.add("on " + on);
    }
    OptionalLong due = JsonFields.optionalTime(step, "due");
    if (due.isPresent()) {
      details.add("due " + screen.time(due.getAsLong()));
    }
    if (step.path("outcomeKnown").asBoolean()) {
      details.add("outcome known");
    }
    return String.join(", ", details);
  }

  private void signals() {
    JsonNode signals = saga.path("earlySignals");
    if (signals.isEmpty()) {
      return;
    }
    title("Early signals");
    signals.forEach(
        signal ->
            line(
                INDENT,
                "%s  %s  %s bytes"
                    .formatted(
                        signal.path("name").asText(),
                        signal.path("type").asText(),
                        signal.path("bytes").asText())));
  }

  private void title(String text) {
    lines.add("");
    lines.add(text);
  }

  private void line(String indent, String text) {
    String hanging = indent + INDENT;
    List<String> wrapped = Paragraphs.wrapped(Printable.of(text), hanging, screen.columns());
    lines.add(indent + wrapped.get(0).strip());
    lines.addAll(wrapped.subList(1, wrapped.size()));
  }

  private void field(String name, String text) {
    lines.addAll(
        Paragraphs.hanging(
            String.format(Locale.ROOT, "%-" + NAME_COLUMNS + "s", name),
            Printable.of(text),
            " ".repeat(NAME_COLUMNS),
            screen.columns()));
  }

  private String text(String name) {
    return JsonFields.required(saga, name);
  }

  private String time(JsonNode json, String name) {
    return screen.time(JsonFields.time(json, name));
  }
}
