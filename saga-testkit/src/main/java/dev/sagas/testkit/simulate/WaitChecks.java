package dev.sagas.testkit.simulate;

import static dev.sagas.testkit.simulate.InvariantBroken.unless;

import dev.sagas.orchestrator.core.SagaPlan;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.core.StepPlan;
import dev.sagas.orchestrator.core.StepStatus;
import dev.sagas.orchestrator.core.WaitReason;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** A live saga waits for something, says so, and could not continue instead (R20). */
final class WaitChecks {
  private WaitChecks() {}

  static void check(Shadow shadow, SagaState state) {
    if (shadow.status.isTerminal()) {
      unless(WaitReason.of(state).isEmpty(), Invariant.WAIT_REASON, "an ended saga waits");
      return;
    }
    List<WaitReason> reasons = WaitReason.of(state);
    unless(!reasons.isEmpty(), Invariant.WAIT_REASON, "a live saga waits for nothing");
    Set<String> told = new HashSet<>();
    for (WaitReason reason : reasons) {
      unless(told.add(key(reason)), Invariant.WAIT_REASON, () -> "told twice: " + reason.text());
      unless(isTrue(shadow, reason), Invariant.WAIT_REASON, () -> "not true: " + reason.text());
    }
    int expected = shadow.incidents.size() + (shadow.pausedBy.isPresent() ? 1 : 0);
    for (ShadowStep step : shadow.steps.values()) {
      boolean waits = step.status.isOpen() && step.status != StepStatus.PENDING;
      expected += waits && step.incident.isEmpty() ? 1 : 0;
    }
    unless(
        reasons.size() == expected,
        Invariant.WAIT_REASON,
        () -> "it does not tell of everything that it waits for: " + reasons);
    if (!shadow.isFrozen()) {
      cannotGoOn(shadow);
    }
  }

  private static String key(WaitReason reason) {
    return reason.kind() + "/" + reason.step() + "/" + reason.on();
  }

  private static boolean isTrue(Shadow shadow, WaitReason reason) {
    return switch (reason.kind()) {
      case PAUSED -> shadow.pausedBy.filter(reason.on()::equals).isPresent();
      case INCIDENT -> reason.step().equals(shadow.incidents.get(reason.on()));
      case REPLY, RETRY, SIGNAL, SLEEP ->
          reason.step().map(shadow::step).filter(step -> isTrue(shadow, step, reason)).isPresent();
    };
  }

  private static boolean isTrue(Shadow shadow, ShadowStep step, WaitReason reason) {
    OptionalLong until =
        shadow.isFrozen() || step.dueAtMs == 0
            ? OptionalLong.empty()
            : OptionalLong.of(step.dueAtMs);
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
                  && step.plan instanceof StepPlan.Signal wait
                  && wait.signal().value().equals(reason.on())
                  && (shadow.kept(wait.signal()) == 0 || shadow.isFrozen());
          case SLEEP -> step.status == StepStatus.SLEEPING;
          case PAUSED, INCIDENT -> false;
        };
    return isKind && reason.untilMs().equals(until) && step.incident.isEmpty();
  }

  private static boolean isParticipant(ShadowStep step, WaitReason reason) {
    return step.plan instanceof StepPlan.Command command
        && command.participant().value().equals(reason.on());
  }

  /** What could continue now would never do so: nothing comes back to it. */
  private static void cannotGoOn(Shadow shadow) {
    switch (shadow.status) {
      case RUNNING -> cannotGoForward(shadow);
      case STOPPING ->
          unless(
              isAny(shadow, StepStatus.EXECUTING),
              Invariant.WAIT_REASON,
              "it stops, but nothing is in flight");
      case COMPENSATING -> cannotGoBack(shadow);
      case COMPLETED, COMPENSATED, REFUSED, ENDED_BY_OPERATOR -> {
        // It is over.
      }
    }
  }

  private static boolean isAny(Shadow shadow, StepStatus status) {
    return shadow.steps.values().stream().anyMatch(step -> step.status == status);
  }

  private static void cannotGoForward(Shadow shadow) {
    for (SagaPlan.Stage stage : shadow.plan.stages()) {
      boolean done = true;
      for (SagaPlan.Branch branch : stage.branches()) {
        done &= isDone(shadow, branch);
      }
      if (!done) {
        return;
      }
    }
    throw new InvariantBroken(Invariant.WAIT_REASON, "every step is done, but it continues");
  }

  private static boolean isDone(Shadow shadow, SagaPlan.Branch branch) {
    for (StepPlan planned : branch.steps()) {
      ShadowStep step = shadow.step(planned.name());
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

  private static void cannotGoBack(Shadow shadow) {
    boolean undoing =
        isAny(shadow, StepStatus.COMPENSATING) || isAny(shadow, StepStatus.COMPENSATE_BACKOFF);
    boolean stands = shadow.stopsOnIncident();
    boolean left =
        shadow.steps.values().stream()
            .anyMatch(step -> step.awaitsUndo() && step.incident.isEmpty());
    unless(
        undoing || stands || (!shadow.incidents.isEmpty() && (!left || isRestarting(shadow))),
        Invariant.WAIT_REASON,
        "it turns back, but undoes nothing");
  }

  /** A restart leaves effects before its step where they are. */
  private static boolean isRestarting(Shadow shadow) {
    return shadow.restartFrom.isPresent();
  }
}
