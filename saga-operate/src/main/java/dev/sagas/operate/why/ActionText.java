package dev.sagas.operate.why;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.protocol.SagaStatus;
import java.util.ArrayList;
import java.util.List;

/** Words for what an action would do. */
final class ActionText {
  private ActionText() {}

  static String of(ActionPreview preview) {
    if (preview.refusal().isPresent()) {
      return "is refused with " + preview.refusal().get();
    }
    if (preview.after().isEmpty()) {
      return "cannot be previewed: the definition is not known";
    }
    List<String> parts = new ArrayList<>();
    SagaStatus after = preview.after().get();
    if (!preview.executes().isEmpty()) {
      parts.add(UndoText.commands(preview.executes(), "command"));
    }
    preview.raised().forEach(code -> parts.add("raises the incident " + code));
    if (preview.unwind().isPresent()) {
      parts.add(preview.unwind().get().text());
    } else if (after.isTerminal()) {
      parts.add((parts.isEmpty() ? "ends the saga as " : "then ") + after);
    } else if (parts.isEmpty()) {
      parts.add("sends nothing");
    }
    if (preview.kind() == OperationKind.PAUSE) {
      parts.add("then nothing is sent until a person resumes it");
    }
    if (preview.unwind().isEmpty() && !preview.effectsLeft().isEmpty()) {
      parts.add("effects left: " + UndoText.names(preview.effectsLeft()));
    }
    return String.join("; ", parts);
  }
}
