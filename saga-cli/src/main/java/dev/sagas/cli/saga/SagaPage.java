package dev.sagas.cli.saga;

import dev.sagas.cli.shared.Columns;
import dev.sagas.cli.shared.Printable;
import dev.sagas.engine.core.Control;
import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.operate.history.SagaEnding;
import dev.sagas.operate.query.KeptInput;
import dev.sagas.operate.query.TimeText;
import dev.sagas.operate.query.WaitText;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes one saga for a person. */
public final class SagaPage {
  private final List<String> lines = new ArrayList<>();
  private final SagaState saga;
  private final Known known;

  private SagaPage(SagaState saga, Known known) {
    this.saga = saga;
    this.known = known;
  }

  /**
   * What is known besides the state.
   *
   * @param inputs where the journal keeps the inputs of incidents, by revision
   * @param ending how it ended; empty while it lives, or if the journal was not read
   */
  public record Known(TimeText times, Map<Long, KeptInput> inputs, Optional<SagaEnding> ending) {
    public Known {
      inputs = Map.copyOf(inputs);
    }

    /** Nothing. */
    public static Known nothing(TimeText times) {
      return new Known(times, Map.of(), Optional.empty());
    }
  }

  /** The lines of the page. */
  public static List<String> lines(SagaState saga, Known known) {
    SagaPage page = new SagaPage(saga, known);
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
    field("Saga", saga.identity().id() + "  run " + saga.identity().run());
    field("Type", saga.identity().type() + " version " + saga.identity().version());
    field("Status", saga.status() + " at revision " + saga.chain().revision());
    field("Started", time(saga.startedAtMs()) + "  last changed " + time(saga.updatedAtMs()));
    saga.request().deadlineAtMs().ifPresent(deadline -> field("Deadline", time(deadline)));
    saga.forgetAtMs().ifPresent(forgetAt -> field("Forgotten", time(forgetAt)));
    if (!saga.status().isTerminal()) {
      field("Data", saga.request().dataType() + ", " + saga.data());
    }
    if (!saga.request().labels().isEmpty()) {
      field(
          "Labels",
          new TreeMap<>(saga.request().labels())
              .entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", ")));
    }
  }

  private void control() {
    Control control = saga.control();
    control
        .pause()
        .ifPresent(
            pause ->
                field(
                    "Paused",
                    "by %s since %s: %s"
                        .formatted(pause.actor(), time(pause.sinceMs()), pause.reason())));
    saga.unwind().ifPresent(reason -> field("Turns back", reason(reason)));
    control
        .heldCancel()
        .ifPresent(reason -> field("Cancel", "waits for the pivot's answer: " + reason(reason)));
    control
        .restartFrom()
        .ifPresent(step -> field("Restart", "from " + step + " once what came after is undone"));
    if (!control.skipped().isEmpty()) {
      field("Skipped", names(control.skipped()));
    }
  }

  /** What the tombstone of an ended saga does not have. */
  private void ending() {
    if (!saga.status().isTerminal()) {
      return;
    }
    if (known.ending().isEmpty()) {
      field("Steps", "unknown: the journal was not read, or no longer has them");
      return;
    }
    SagaEnding ending = known.ending().get();
    ending.reason().ifPresent(reason -> field("Turned back", reason(reason)));
    ending
        .endedBy()
        .ifPresent(
            by ->
                field(
                    "Ended by",
                    "%s at %s, %s: %s"
                        .formatted(by.actor(), time(by.atMs()), by.kind(), by.reason())));
    if (ending.outcome() == SagaStatus.ENDED_BY_OPERATOR) {
      field(
          "Effects",
          ending.effectsLeft().isEmpty() ? "none left" : "left: " + names(ending.effectsLeft()));
    }
    if (!ending.skipped().isEmpty()) {
      field("Skipped", names(ending.skipped()));
    }
  }

  private static String names(List<StepName> steps) {
    return steps.stream().map(StepName::value).collect(Collectors.joining(", "));
  }

  private static String reason(UnwindReason reason) {
    String step = reason.step().map(name -> name + ": ").orElse("");
    return step + reason.code() + (reason.message().isBlank() ? "" : " (" + reason.message() + ")");
  }

  private void waits() {
    List<WaitReason> reasons = WaitReasons.of(saga);
    if (!reasons.isEmpty()) {
      title("Waits for");
      reasons.forEach(reason -> line(WaitText.of(reason, known.times())));
    }
  }

  private void incidents() {
    if (saga.incidents().isEmpty()) {
      return;
    }
    title("Incidents");
    for (Incident incident : saga.incidents()) {
      String step = incident.step().map(name -> "step " + name).orElse("the whole saga");
      line(
          "%s  %s  since %s  at revision %s  id %s"
              .formatted(
                  incident.code(),
                  step,
                  time(incident.raisedAtMs()),
                  incident.revision(),
                  incident.id()));
      line("  " + incident.message());
      Optional.ofNullable(known.inputs().get(incident.revision()))
          .ifPresent(kept -> line(input(kept)));
    }
  }

  private static String input(KeptInput kept) {
    return "  input kept in %s%s"
        .formatted(
            kept.entry(), kept.input().map(from -> ", it came from " + from).orElse(", a timer"));
  }

  private void steps() {
    List<StepState> steps =
        known.ending().map(SagaEnding::steps).orElseGet(() -> saga.steps().all());
    if (steps.isEmpty()) {
      return;
    }
    title("Steps");
    Columns table =
        new Columns("  STEP", "STATUS", "ATTEMPT", "EPOCH", "SINCE", "DUE", "OUTCOME", "ON");
    for (StepState step : steps) {
      table.add(
          "  " + step.name(),
          step.status().name(),
          Integer.toString(step.attempt()),
          epochs(step),
          time(step.sinceMs()),
          step.dueAtMs().isPresent() ? time(step.dueAtMs().getAsLong()) : "",
          step.outcomeKnown() ? "known" : "",
          step.target().orElse(""));
    }
    lines.addAll(table.lines());
  }

  /** Of the execute, and of the compensate if there is one. */
  private static String epochs(StepState step) {
    OptionalInt undo = step.attempts().undoEpoch();
    return step.epoch() + (undo.isPresent() ? " undo " + undo.getAsInt() : "");
  }

  private void signals() {
    if (saga.signals().isEmpty()) {
      return;
    }
    title("Early signals");
    saga.signals()
        .forEach(signal -> line(signal.name() + "  " + signal.type() + "  " + signal.payload()));
  }

  private void title(String text) {
    lines.add("");
    lines.add(text);
  }

  private void line(String text) {
    lines.add("  " + Printable.of(text));
  }

  private void field(String name, String text) {
    lines.add(String.format(Locale.ROOT, "%-11s %s", name, Printable.of(text)));
  }

  private String time(long epochMs) {
    return known.times().at(epochMs);
  }
}
