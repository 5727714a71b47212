package dev.sagas.audit;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** The events that matter to the order of undos, in a word each. */
final class UndoEvents {
  static final SagaEvent ENDED = new SagaEvent.Ended(SagaStatus.COMPENSATED, 1);

  private UndoEvents() {}

  static SagaEvent execute(String step) {
    return command(step, Action.EXECUTE, 1, false);
  }

  static SagaEvent pivot(String step) {
    return command(step, Action.EXECUTE, 1, true);
  }

  static SagaEvent undo(String step, int attempt) {
    return command(step, Action.COMPENSATE, attempt, false);
  }

  private static SagaEvent command(String step, Action action, int attempt, boolean pivot) {
    return new SagaEvent.CommandIssued(
        new StepName(step), action, 1, attempt, "p", 0, OptionalLong.empty(), pivot);
  }

  static SagaEvent executed(String step, long sequence) {
    return new SagaEvent.StepSucceeded(new StepName(step), sequence, Optional.empty());
  }

  static SagaEvent unknown(String step, long sequence) {
    return new SagaEvent.OutcomeUnknown(new StepName(step), sequence);
  }

  static SagaEvent rejected(String step) {
    return new SagaEvent.StepRejected(new StepName(step), "FULL", "no place");
  }

  static SagaEvent skipped(String step) {
    return new SagaEvent.StepSkipped(new StepName(step), SkipCause.OPERATOR, OptionalLong.empty());
  }

  static SagaEvent skipped(String step, long sequence) {
    return new SagaEvent.StepSkipped(
        new StepName(step), SkipCause.OPERATOR, OptionalLong.of(sequence));
  }

  static SagaEvent undone(String step) {
    return new SagaEvent.StepCompensated(new StepName(step), true);
  }

  static SagaEvent nothingToUndo(String step) {
    return new SagaEvent.StepCompensated(new StepName(step), false);
  }

  static SagaEvent givenUp(String step) {
    return new SagaEvent.CompensationGivenUp(new StepName(step), "GONE", "no longer there");
  }

  static SagaEvent incident(String step) {
    return new SagaEvent.IncidentRaised(
        "incident of " + step,
        Optional.of(new StepName(step)),
        IncidentCode.DEFINITION_FAULT,
        "why");
  }

  static SagaEvent restarted(String... steps) {
    return new ControlEvent.Restarted(
        new StepName(steps[0]), Arrays.stream(steps).map(StepName::new).toList());
  }
}
