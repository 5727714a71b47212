package dev.sagas.dev.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** What the events of a run say about the effects of its steps. */
final class StepTrail {
  private final List<StepSpan> spans = new ArrayList<>();
  private final Map<String, StepSpan> open = new HashMap<>();
  private final Set<String> succeeded = new HashSet<>();
  private final Set<String> withoutUndo = new HashSet<>();
  private final Set<String> skippedByOperator = new HashSet<>();
  private int at;

  private StepTrail() {}

  static StepTrail of(List<JournalLine> chain) {
    StepTrail trail = new StepTrail();
    for (JournalLine line : chain) {
      for (GenericRecord event : line.events()) {
        trail.at++;
        Fields.text(event, "step").ifPresent(step -> trail.add(event, step));
      }
    }
    return trail;
  }

  private void add(GenericRecord event, String step) {
    switch (event.getSchema().getName()) {
      case "StepSucceeded" -> {
        begin(event, step);
        succeeded.add(step);
      }
      case "StepOutcomeUnknown" -> begin(event, step);
      case "StepSkipped" -> {
        succeeded.remove(step);
        if (Fields.has(event, "cause", "OPERATOR")) {
          skippedByOperator.add(step);
        }
        begin(event, step);
      }
      case "CommandIssued" -> {
        if (Fields.has(event, "action", "COMPENSATE") && open.containsKey(step)) {
          open.get(step).undoSent(at);
        }
      }
      case "CompensationGivenUp" -> {
        if (open.containsKey(step)) {
          open.get(step).giveUp();
        }
      }
      case "StepCompensated" -> end(event, step);
      default -> {
        // Events that neither begin nor end an effect, those of newer versions included.
      }
    }
  }

  private void begin(GenericRecord event, String step) {
    long sequence = Fields.number(event, "sequence").orElse(0L);
    if (sequence == 0) {
      return;
    }
    StepSpan known = open.get(step);
    if (known == null) {
      StepSpan span = new StepSpan(step, at, sequence);
      spans.add(span);
      open.put(step, span);
    } else {
      known.resequence(sequence);
    }
  }

  private void end(GenericRecord event, String step) {
    succeeded.remove(step);
    if (Fields.find(event, "commanded").filter(Boolean.FALSE::equals).isPresent()) {
      withoutUndo.add(step);
    }
    StepSpan span = open.remove(step);
    if (span != null) {
      span.undone(at);
    }
  }

  List<StepSpan> spans() {
    return spans;
  }

  /** True if the step's last result is a success that was not undone. */
  boolean isDone(String step) {
    return succeeded.contains(step);
  }

  /** True if the saga had nothing to undo for the step, or an operator left its effect. */
  boolean mayLeave(String step) {
    return withoutUndo.contains(step) || skippedByOperator.contains(step);
  }

  boolean isSkippedByOperator(String step) {
    return skippedByOperator.contains(step);
  }
}
