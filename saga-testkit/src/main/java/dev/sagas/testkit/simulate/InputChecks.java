package dev.sagas.testkit.simulate;

import static dev.sagas.testkit.simulate.InvariantBroken.unless;

import dev.sagas.orchestrator.core.ControlEvent;
import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.OperationKind;
import dev.sagas.orchestrator.core.Rejection;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaStatus;
import java.util.OptionalLong;

/** Whether an input was taken when it had to be, and refused when it had to be. */
final class InputChecks {
  private final Deployment deployment;
  private final SignalChecks signals;

  InputChecks(Deployment deployment) {
    this.deployment = deployment;
    this.signals = new SignalChecks(deployment);
  }

  /** Checks an input of a live or ended saga against what is known before it. */
  void check(Shadow shadow, Moment moment) {
    if (shadow.status.isTerminal()) {
      ended(shadow, moment);
    } else if (isStoppedByTheShell(moment) && !(moment.input() instanceof SagaInput.Start)) {
      unless(!shadow.hasSagaIncident(), Invariant.STATE_TRUE, "a second incident of the saga");
    } else {
      live(shadow, moment);
    }
  }

  private static void ended(Shadow shadow, Moment moment) {
    unless(!moment.isAccepted(), Invariant.TERMINAL, () -> moment.summary() + " after the end");
    boolean isTime = moment.nowMs() >= shadow.forgetAtMs;
    boolean forgotten = moment.decision() instanceof Decision.Forgotten;
    boolean rings = moment.input() instanceof SagaInput.TimerDue;
    unless(forgotten == (isTime && rings), Invariant.TIMERS, "the tombstone goes at its time only");
  }

  /** An incident and nothing else is the shell's answer to a decision that it cannot write. */
  private static boolean isStoppedByTheShell(Moment moment) {
    return moment.decision() instanceof Decision.Accepted accepted && ShellIncident.is(accepted);
  }

  private void live(Shadow shadow, Moment moment) {
    moment.input().accept(new Live(shadow, moment));
  }

  /** The check of each kind of input for a live saga. */
  private final class Live implements SagaInput.Visitor<Shadow> {
    private final Shadow shadow;
    private final Moment moment;

    Live(Shadow shadow, Moment moment) {
      this.shadow = shadow;
      this.moment = moment;
    }

    @Override
    public Shadow start(SagaInput.Start input) {
      unless(!moment.isAccepted(), Invariant.NO_EFFECT_TWICE, "a live saga started again");
      return shadow;
    }

    @Override
    public Shadow reply(SagaInput.Reply input) {
      if (deployment.has(shadow.version)) {
        ReplyChecks.check(shadow, input, moment, deployment);
      } else {
        unless(!moment.isAccepted(), Invariant.STATE_TRUE, "decided without a definition");
      }
      return shadow;
    }

    @Override
    public Shadow signal(SagaInput.Signal input) {
      if (deployment.has(shadow.version)) {
        signals.check(shadow, input, moment);
      } else {
        SignalChecks.checkKept(shadow, input, moment);
      }
      return shadow;
    }

    @Override
    public Shadow operation(SagaInput.Operation input) {
      InputChecks.operation(shadow, input, moment);
      return shadow;
    }

    @Override
    public Shadow timerDue(SagaInput.TimerDue input) {
      timer(shadow, moment);
      return shadow;
    }
  }

  private static void timer(Shadow shadow, Moment moment) {
    OptionalLong due = shadow.nextDue();
    boolean isTime = due.isPresent() && due.getAsLong() <= moment.nowMs();
    unless(
        moment.isAccepted() == isTime,
        Invariant.TIMERS,
        () -> "due at " + due + ", rang at " + moment.nowMs() + ": " + moment.summary());
  }

  private static void operation(Shadow shadow, SagaInput.Operation operation, Moment moment) {
    boolean again = shadow.operations.contains(operation.operationId());
    if (again || operation.dryRun()) {
      unless(
          !moment.isAccepted(),
          Invariant.OPERATIONS,
          () ->
              (again ? "a repeated action was applied: " : "a dry run was applied: ")
                  + operation.operationId());
    } else if (moment.decision() instanceof Decision.Accepted accepted) {
      unless(
          accepted.events().get(0) instanceof ControlEvent.OperationApplied applied
              && applied.operationId().equals(operation.operationId())
              && applied.kind() == operation.kind()
              && applied.actor().equals(operation.actor())
              && applied.reason().equals(operation.reason()),
          Invariant.OPERATIONS,
          () -> "who did what and why is not journaled first: " + moment.summary());
    } else {
      unless(
          !mustTake(shadow, operation.kind()),
          Invariant.OPERATIONS,
          () -> operation.kind() + " was refused while " + shadow.status);
      unless(
          moment.decision() instanceof Decision.Rejected rejected
              && rejected.reason() == Rejection.REFUSED_OPERATION,
          Invariant.OPERATIONS,
          () -> "refused as " + moment.summary());
    }
  }

  private static boolean mustTake(Shadow shadow, OperationKind kind) {
    return switch (kind) {
      case PAUSE -> shadow.pausedBy.isEmpty();
      case RESUME -> shadow.pausedBy.isPresent();
      case END -> true;
      case CANCEL, COMPENSATE, RETRY, SKIP, FAIL, EDIT_DATA, RESTART, MIGRATE -> false;
    };
  }

  /** True if the saga still goes forward, or will again. */
  static boolean goesForward(Shadow shadow) {
    return shadow.status == SagaStatus.RUNNING || shadow.restartFrom.isPresent();
  }
}
