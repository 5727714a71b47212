package dev.sagas.operate.why;

import dev.sagas.operate.why.UndoPreview.How;
import dev.sagas.operate.why.UndoPreview.Undone;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Words for what an unwind does. */
final class UndoText {
  private final UndoPreview preview;

  UndoText(UndoPreview preview) {
    this.preview = preview;
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.addAll(preview.needs());
    if (!preview.awaited().isEmpty()) {
      parts.add("awaits the answer of " + names(preview.awaited()));
    }
    add(How.SENT_BEFORE, "awaits the undo of ", parts);
    add(How.UNKNOWN, "undoes by the order of the state, compensations unknown: ", parts);
    List<StepName> sent = preview.sent();
    if (!sent.isEmpty()) {
      parts.add(commands(sent, "compensation"));
    } else if (preview.obstacle().isEmpty() && by(How.UNKNOWN).isEmpty()) {
      parts.add("sends no further compensation");
    }
    preview.obstacle().ifPresent(parts::add);
    String course = String.join("; ", parts);
    return course + end();
  }

  private void add(How how, String words, List<String> parts) {
    List<StepName> steps = by(how);
    if (!steps.isEmpty()) {
      parts.add(words + names(steps));
    }
  }

  private List<StepName> by(How how) {
    return preview.undone().stream().filter(step -> step.how() == how).map(Undone::step).toList();
  }

  private String end() {
    String left =
        preview.effectsLeft().isEmpty() ? "" : ", effects left: " + names(preview.effectsLeft());
    return preview.outcome().map(SagaStatus::name).map(name -> "; then " + name).orElse("") + left;
  }

  /** Such as {@code sends 2 compensations: b, a}. */
  static String commands(List<StepName> steps, String noun) {
    return "sends %s %s: %s"
        .formatted(steps.size(), steps.size() == 1 ? noun : noun + "s", names(steps));
  }

  static String names(List<StepName> steps) {
    return steps.stream().map(StepName::value).collect(Collectors.joining(", "));
  }
}
