package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.engine.core.SagaPlan;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.protocol.WaitReason;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A live saga waits for something, says so, and could not continue instead (R20). */
final class WaitChecks {
  private WaitChecks() {}

  static void check(ReferenceModel reference, SagaState state) {
    if (reference.status.isTerminal()) {
      unless(WaitReasons.of(state).isEmpty(), Invariant.WAIT_REASON, "an ended saga waits");
      return;
    }
    List<WaitReason> reasons = WaitReasons.of(state);
    unless(!reasons.isEmpty(), Invariant.WAIT_REASON, "a live saga waits for nothing");
    Set<String> told = new HashSet<>();
    for (WaitReason reason : reasons) {
      unless(told.add(key(reason)), Invariant.WAIT_REASON, () -> "told twice: " + reason.text());
      unless(isTrue(reference, reason), Invariant.WAIT_REASON, () -> "not true: " + reason.text());
    }
    int expected = reference.incidents.size() + (reference.pausedBy.isPresent() ? 1 : 0);
    for (ReferenceStep step : reference.steps.values()) {
      boolean waits = step.status.isOpen() && step.status != StepStatus.PENDING;
      expected += waits && step.incident.isEmpty() ? 1 : 0;
    }
    unless(
        reasons.size() == expected,
        Invariant.WAIT_REASON,
        () -> "it does not tell of everything that it waits for: " + reasons);
    if (!reference.isFrozen()) {
      cannotGoOn(reference);
    }
  }

  private static String key(WaitReason reason) {
    return reason.kind() + "/" + reason.step() + "/" + reason.on();
  }

  private static boolean isTrue(ReferenceModel reference, WaitReason reason) {
    return switch (reason.kind()) {
      // No capacity is bounded here.
      case CAPACITY -> false;
      case PAUSED -> reference.pausedBy.filter(reason.on()::equals).isPresent();
      case INCIDENT -> reason.step().equals(reference.incidents.get(reason.on()));
      case REPLY, RETRY, SIGNAL, SLEEP ->
          reason
              .step()
              .map(reference::step)
              .filter(step -> isTrue(reference, step, reason))
              .isPresent();
    };
  }

  private static boolean isTrue(ReferenceModel reference, ReferenceStep step, WaitReason reason) {
    OptionalLong until = reference.isFrozen() ? OptionalLong.empty() : step.dueAtMs;
    boolean isKind =
        switch (reason.kind()) {
          case REPLY ->
              (step.status == StepStatus.EXECUTING || step.status == StepStatus.COMPENSATING)
                  && isParticipant(step, reason);
          case RETRY ->
              (step.status == StepStatus.EXECUTE_BACKOFF
                      || step.status == StepStatus.COMPENSATE_BACKOFF)
                  && isParticipant(step, reason);
          case SIGNAL ->
              step.status == StepStatus.WAITING
                  && step.plan
                      .asSignal()
                      .map(StepPlan.Signal::signal)
                      .filter(signal -> signal.value().equals(reason.on()))
                      .filter(signal -> reference.kept(signal) == 0 || reference.isFrozen())
                      .isPresent();
          case SLEEP -> step.status == StepStatus.SLEEPING;
          case CAPACITY, PAUSED, INCIDENT -> false;
        };
    return isKind && reason.untilMs().equals(until) && step.incident.isEmpty();
  }

  private static boolean isParticipant(ReferenceStep step, WaitReason reason) {
    return step.plan
        .asCommand()
        .filter(command -> command.participant().value().equals(reason.on()))
        .isPresent();
  }

  /** What could continue now would never do so: nothing comes back to it. */
  private static void cannotGoOn(ReferenceModel reference) {
    switch (reference.status) {
      case RUNNING -> cannotGoForward(reference);
      case STOPPING ->
          unless(
              isAny(reference, StepStatus.EXECUTING),
              Invariant.WAIT_REASON,
              "it stops, but nothing is in flight");
      case COMPENSATING -> cannotGoBack(reference);
      case COMPLETED, COMPENSATED, REFUSED, ENDED_BY_OPERATOR -> {
        // It is over.
      }
    }
  }

  private static boolean isAny(ReferenceModel reference, StepStatus status) {
    return reference.steps.values().stream().anyMatch(step -> step.status == status);
  }

  private static void cannotGoForward(ReferenceModel reference) {
    for (SagaPlan.Stage stage : reference.plan.stages()) {
      boolean done = true;
      for (SagaPlan.Branch branch : stage.branches()) {
        done &= isDone(reference, branch);
      }
      if (!done) {
        return;
      }
    }
    throw new InvariantBroken(Invariant.WAIT_REASON, "every step is done, but it continues");
  }

  private static boolean isDone(ReferenceModel reference, SagaPlan.Branch branch) {
    for (StepPlan planned : branch.steps()) {
      ReferenceStep step = reference.step(planned.name());
      if (!step.status.isDone()) {
        boolean waits = step.status.isOpen() && step.status != StepStatus.PENDING;
        unless(
            waits || step.incident.isPresent(),
            Invariant.WAIT_REASON,
            () -> step + " is next, but does not begin");
        return false;
      }
    }
    return true;
  }

  private static void cannotGoBack(ReferenceModel reference) {
    boolean undoing =
        isAny(reference, StepStatus.COMPENSATING)
            || isAny(reference, StepStatus.COMPENSATE_BACKOFF);
    boolean stands = reference.stopsOnIncident();
    boolean left =
        reference.steps.values().stream()
            .anyMatch(step -> step.awaitsUndo() && step.incident.isEmpty());
    unless(
        undoing || stands || (!reference.incidents.isEmpty() && (!left || isRestarting(reference))),
        Invariant.WAIT_REASON,
        "it turns back, but undoes nothing");
  }

  /** A restart leaves effects before its step where they are. */
  private static boolean isRestarting(ReferenceModel reference) {
    return reference.restartFrom.isPresent();
  }
}
