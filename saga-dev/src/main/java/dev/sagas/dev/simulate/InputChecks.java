package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.Rejection;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.protocol.SagaStatus;
import java.util.OptionalLong;

/** Whether an input was taken when it had to be, and refused when it had to be. */
final class InputChecks {
  private static final Forgets FORGETS = new Forgets();

  private final SimulatedDeployment deployment;
  private final SignalChecks signals;

  InputChecks(SimulatedDeployment deployment) {
    this.deployment = deployment;
    this.signals = new SignalChecks(deployment);
  }

  /** Checks an input of a live or ended saga against what is known before it. */
  void check(ReferenceModel reference, Moment moment) {
    if (reference.status.isTerminal()) {
      ended(reference, moment);
    } else if (moment.isStoppedByTheShell() && moment.input().asStart().isEmpty()) {
      unless(!reference.hasSagaIncident(), Invariant.STATE_TRUE, "a second incident of the saga");
    } else {
      live(reference, moment);
    }
  }

  private static void ended(ReferenceModel reference, Moment moment) {
    unless(!moment.isAccepted(), Invariant.TERMINAL, () -> moment.summary() + " after the end");
    boolean isTime = ReferenceStep.isPast(reference.forgetAtMs, moment.nowMs());
    boolean forgotten = moment.decision().accept(FORGETS);
    boolean rings = !SyntheticWire.isRecord(moment.input());
    unless(forgotten == (isTime && rings), Invariant.TIMERS, "the tombstone goes at its time only");
  }

  /** True if the saga's id is not known any more. */
  private static final class Forgets implements Decision.Visitor<Boolean> {
    @Override
    public Boolean accepted(Decision.Accepted decision) {
      return false;
    }

    @Override
    public Boolean rejected(Decision.Rejected decision) {
      return false;
    }

    @Override
    public Boolean forgotten(Decision.Forgotten decision) {
      return true;
    }
  }

  private void live(ReferenceModel reference, Moment moment) {
    moment.input().accept(new Live(reference, moment));
  }

  /** The check of each kind of input for a live saga. */
  private final class Live implements SagaInput.Visitor<ReferenceModel> {
    private final ReferenceModel reference;
    private final Moment moment;

    Live(ReferenceModel reference, Moment moment) {
      this.reference = reference;
      this.moment = moment;
    }

    @Override
    public ReferenceModel start(SagaInput.Start input) {
      unless(!moment.isAccepted(), Invariant.NO_EFFECT_TWICE, "a live saga started again");
      return reference;
    }

    @Override
    public ReferenceModel reply(SagaInput.Reply input) {
      if (deployment.has(reference.version)) {
        ReplyChecks.check(reference, input, moment, deployment);
      } else {
        unless(!moment.isAccepted(), Invariant.STATE_TRUE, "decided without a definition");
      }
      return reference;
    }

    @Override
    public ReferenceModel signal(SagaInput.Signal input) {
      if (deployment.has(reference.version)) {
        signals.check(reference, input, moment);
      } else {
        SignalChecks.checkKept(reference, input, moment);
      }
      return reference;
    }

    @Override
    public ReferenceModel operation(SagaInput.Operation input) {
      InputChecks.operation(reference, input, moment);
      return reference;
    }

    @Override
    public ReferenceModel timerDue(SagaInput.TimerDue input) {
      timer(reference, moment);
      return reference;
    }
  }

  private static void timer(ReferenceModel reference, Moment moment) {
    OptionalLong due = reference.nextDue();
    boolean isTime = due.isPresent() && due.getAsLong() <= moment.nowMs();
    unless(
        moment.isAccepted() == isTime,
        Invariant.TIMERS,
        () -> "due at " + due + ", rang at " + moment.nowMs() + ": " + moment.summary());
  }

  private static void operation(
      ReferenceModel reference, SagaInput.Operation operation, Moment moment) {
    boolean again = reference.operations.contains(operation.operationId());
    if (again || operation.dryRun()) {
      unless(
          !moment.isAccepted(),
          Invariant.OPERATIONS,
          () ->
              (again ? "a repeated action was applied: " : "a dry run was applied: ")
                  + operation.operationId());
    } else {
      moment.decision().accept(new Operated(reference, operation));
    }
  }

  /** The check of each kind of decision about an operation that may have an effect. */
  private record Operated(ReferenceModel reference, SagaInput.Operation operation)
      implements Decision.Visitor<ReferenceModel> {
    @Override
    public ReferenceModel accepted(Decision.Accepted decision) {
      unless(
          decision.events().get(0).accept(new JournalsOrder(operation)),
          Invariant.OPERATIONS,
          () -> "who did what and why is not journaled first: " + EventText.of(decision));
      return reference;
    }

    @Override
    public ReferenceModel rejected(Decision.Rejected decision) {
      return refused(decision, decision.reason() == Rejection.REFUSED_OPERATION);
    }

    @Override
    public ReferenceModel forgotten(Decision.Forgotten decision) {
      return refused(decision, false);
    }

    private ReferenceModel refused(Decision decision, boolean said) {
      unless(
          !mustTake(reference, operation.kind()),
          Invariant.OPERATIONS,
          () -> operation.kind() + " was refused while " + reference.status);
      unless(said, Invariant.OPERATIONS, () -> "refused as " + EventText.of(decision));
      return reference;
    }
  }

  /** True for the event that names an operation, with who and why. */
  private static final class JournalsOrder extends EventQuestion {
    private final SagaInput.Operation operation;

    JournalsOrder(SagaInput.Operation operation) {
      this.operation = operation;
    }

    @Override
    public Boolean operationApplied(ControlEvent.OperationApplied event) {
      return event.operationId().equals(operation.operationId())
          && event.kind() == operation.kind()
          && event.actor().equals(operation.actor())
          && event.reason().equals(operation.reason());
    }
  }

  private static boolean mustTake(ReferenceModel reference, OperationKind kind) {
    return switch (kind) {
      case PAUSE -> reference.pausedBy.isEmpty();
      case RESUME -> reference.pausedBy.isPresent();
      case END -> true;
      case CANCEL, COMPENSATE, RETRY, SKIP, FAIL, EDIT_DATA, RESTART, MIGRATE -> false;
    };
  }

  /** True if the saga still goes forward, or will again. */
  static boolean goesForward(ReferenceModel reference) {
    return reference.status == SagaStatus.RUNNING || reference.restartFrom.isPresent();
  }
}
