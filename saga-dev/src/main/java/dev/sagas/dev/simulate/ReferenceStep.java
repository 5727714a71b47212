package dev.sagas.dev.simulate;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the simulator believes of one step, from the events alone. Belongs to its {@link
 * ReferenceModel}.
 */
final class ReferenceStep {
  final StepName name;
  StepPlan plan;
  int stage;
  int branch;

  StepStatus status = StepStatus.PENDING;
  boolean begun;
  Tried executes = Tried.NONE;
  Tried undos = Tried.NONE;
  Optional<Action> newest = Optional.empty();

  /** Attempts since the policy was last granted again. */
  int spent;

  /** True if the newest epoch's effect was undone or refused, so that another may begin. */
  boolean epochClosed;

  boolean outcomeKnown;
  OptionalLong sequence = OptionalLong.empty();
  long sinceMs;
  OptionalLong dueAtMs = OptionalLong.empty();
  boolean absolute;
  OptionalLong deadlineAtMs = OptionalLong.empty();
  Optional<IncidentCode> incident = Optional.empty();

  ReferenceStep(StepName name, StepPlan plan) {
    this.name = name;
    this.plan = plan;
  }

  /** The newest epoch of an action, and its newest attempt. */
  record Tried(int epoch, int attempt) {
    static final Tried NONE = new Tried(0, 0);

    /** True if this is the first attempt of a later epoch, or a later attempt of the same. */
    boolean isFollowedBy(Tried next) {
      return next.epoch == epoch ? next.attempt > attempt : next.epoch > epoch;
    }
  }

  Tried tried(Action action) {
    return switch (action) {
      case EXECUTE -> executes;
      case COMPENSATE -> undos;
    };
  }

  /** True if there is, or may be, an effect that no one undoes yet. */
  boolean awaitsUndo() {
    return status == StepStatus.SUCCEEDED
        || status == StepStatus.OUTCOME_UNKNOWN
        || (status == StepStatus.SKIPPED && sequence.isPresent());
  }

  /** True if its effect came after that of the other. */
  boolean isNewerThan(ReferenceStep other) {
    return sequence.isPresent() && sequence.getAsLong() > other.sequence.orElse(0);
  }

  /** True if there is such a time, and it is over. */
  static boolean isPast(OptionalLong atMs, long nowMs) {
    return atMs.isPresent() && atMs.getAsLong() <= nowMs;
  }

  /** That time, shifted. */
  static OptionalLong later(OptionalLong atMs, long byMs) {
    return atMs.isPresent() ? OptionalLong.of(atMs.getAsLong() + byMs) : atMs;
  }

  boolean isUndoable() {
    return plan.compensate().isPresent();
  }

  void become(StepStatus next, long nowMs) {
    status = next;
    begun = true;
    sinceMs = nowMs;
    dueAtMs = OptionalLong.empty();
    absolute = false;
  }

  @Override
  public String toString() {
    return name + " " + status;
  }
}
