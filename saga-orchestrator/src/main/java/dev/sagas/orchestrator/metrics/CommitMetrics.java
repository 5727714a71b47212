package dev.sagas.orchestrator.metrics;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepState;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import java.util.OptionalLong;

/** Counts the changes of one transaction, and times them until its commit. */
final class CommitMetrics implements SagaChange.Visitor<CommitMetrics> {
  private final Meters meters;
  private final BoundedValues codes;
  private final long committedAtMs;
  private long decidedAtMs = Long.MAX_VALUE;

  CommitMetrics(Meters meters, BoundedValues codes, long committedAtMs) {
    this.meters = meters;
    this.codes = codes;
    this.committedAtMs = committedAtMs;
  }

  @Override
  public CommitMetrics written(SagaChange.Written change) {
    TransitionMetrics transition = new TransitionMetrics(meters, codes, change);
    change.events().forEach(event -> event.accept(transition));
    decidedAtMs = Math.min(decidedAtMs, change.after().updatedAtMs());
    if (change.input().isPresent()) {
      timeInput(change, transition, change.input().get().writtenAtMs());
    } else if (change.before().isPresent()) {
      timeTimer(change.before().get(), change.after().updatedAtMs());
    }
    return this;
  }

  private void timeInput(
      SagaChange.Written change, TransitionMetrics transition, long writtenAtMs) {
    meters.time(EngineMeter.INPUT_WAIT, Labels.NONE, change.after().updatedAtMs() - writtenAtMs);
    SagaType type = change.after().identity().type();
    if (transition.hasStarted()) {
      meters.time(EngineMeter.START_LATENCY, Labels.of(type), committedAtMs - writtenAtMs);
    } else if (transition.hasContinued()) {
      meters.time(EngineMeter.STEP_OVERHEAD, Labels.of(type), committedAtMs - writtenAtMs);
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
      meters.time(EngineMeter.TIMER_LATENESS, Labels.NONE, firedAtMs - dueAtMs);
    }
  }

  @Override
  public CommitMetrics forgotten(SagaChange.Forgotten change) {
    return this; // it was counted when it ended
  }

  @Override
  public CommitMetrics refused(SagaChange.Refused change) {
    Labels code = Labels.of(change.code());
    meters.count(EngineMeter.REFUSALS, code);
    if (change.deadLettered()) {
      meters.count(EngineMeter.DEAD_LETTERS, code);
    }
    return this;
  }

  /** All changes were counted. */
  void end() {
    if (decidedAtMs != Long.MAX_VALUE) {
      meters.time(EngineMeter.COMMIT_LATENCY, Labels.NONE, committedAtMs - decidedAtMs);
    }
  }
}
