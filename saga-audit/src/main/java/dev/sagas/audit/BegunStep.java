package dev.sagas.audit;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.Comparator;

/** A step that is being executed or undone. */
record BegunStep(StepName step, Action action) {
  static final Comparator<BegunStep> ORDER =
      Comparator.comparing((BegunStep begun) -> begun.step().value())
          .thenComparing(BegunStep::action);
}
