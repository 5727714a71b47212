package dev.sagas.orchestrator.metrics;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import java.util.OptionalLong;

/** Notes what changes add to meters. */
final class ChangeMetrics implements SagaChange.Visitor<MeterNotes> {
  private final MeterNotes notes;
  private final BoundedValues codes;

  ChangeMetrics(MeterNotes notes, BoundedValues codes) {
    this.notes = notes;
    this.codes = codes;
  }

  @Override
  public MeterNotes written(SagaChange.Written change) {
    TransitionMetrics transition = new TransitionMetrics(notes, codes, change);
    for (SagaEvent event : change.events()) {
      event.accept(transition);
    }
    notes.decided(change.after().updatedAtMs());
    if (change.input().isPresent()) {
      timeInput(change, transition);
    } else if (change.before().isPresent()) {
      timeTimer(change.before().get(), change.after().updatedAtMs());
    }
    return notes;
  }

  private void timeInput(SagaChange.Written change, TransitionMetrics transition) {
    long writtenAtMs = change.input().orElseThrow().writtenAtMs();
    notes.time(EngineMeter.INPUT_WAIT, Labels.NONE, change.after().updatedAtMs() - writtenAtMs);
    SagaType type = change.after().identity().type();
    if (transition.hasStarted()) {
      notes.timeUntilCommit(EngineMeter.START_LATENCY, Labels.of(type), writtenAtMs);
    } else if (transition.hasContinued()) {
      notes.timeUntilCommit(EngineMeter.STEP_OVERHEAD, Labels.of(type), writtenAtMs);
    }
  }

  private void timeTimer(SagaState before, long firedAtMs) {
    long dueAtMs = Long.MAX_VALUE;
    for (StepState step : before.steps().open()) {
      dueAtMs = Math.min(dueAtMs, step.dueAtMs().orElse(Long.MAX_VALUE));
    }
    OptionalLong deadline = before.request().deadlineAtMs();
    if (before.status() == SagaStatus.RUNNING && deadline.isPresent()) {
      dueAtMs = Math.min(dueAtMs, deadline.getAsLong());
    }
    if (dueAtMs <= firedAtMs) {
      notes.time(EngineMeter.TIMER_LATENESS, Labels.NONE, firedAtMs - dueAtMs);
    }
  }

  @Override
  public MeterNotes forgotten(SagaChange.Forgotten change) {
    notes.undecided(); // it was counted when it ended
    return notes;
  }

  @Override
  public MeterNotes refused(SagaChange.Refused change) {
    Labels code = Labels.of(change.code());
    notes.undecided();
    notes.count(EngineMeter.REFUSALS, code);
    if (change.deadLettered()) {
      notes.count(EngineMeter.DEAD_LETTERS, code);
    }
    return notes;
  }
}
