package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.StepOutcome;
import java.util.OptionalLong;

/** Whether an event may follow what is known before it. */
final class EventChecks {
  private final Ledger ledger;

  EventChecks(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Checks one event of an accepted decision; the shadow knows the events before it. */
  void check(ReferenceModel reference, SagaEvent event, Moment moment) {
    event.accept(new Following(reference, moment));
  }

  /** The check of each event that may not follow everything. */
  private final class Following extends SelectiveEventVisitor<ReferenceModel> {
    private final ReferenceModel reference;
    private final Moment moment;

    Following(ReferenceModel reference, Moment moment) {
      this.reference = reference;
      this.moment = moment;
    }

    @Override
    protected ReferenceModel other(SagaEvent event) {
      return reference;
    }

    @Override
    public ReferenceModel commandIssued(SagaEvent.CommandIssued event) {
      CommandChecks.check(reference, event, moment);
      UndoChecks.check(reference, event, moment);
      pivotIsNotPassed(reference, event);
      return reference;
    }

    @Override
    public ReferenceModel retryScheduled(SagaEvent.RetryScheduled event) {
      CommandChecks.check(reference, event, moment);
      return reference;
    }

    @Override
    public ReferenceModel stepSucceeded(SagaEvent.StepSucceeded event) {
      succeeded(reference.step(event.step()), reference, moment);
      return reference;
    }

    @Override
    public ReferenceModel stepRejected(SagaEvent.StepRejected event) {
      rejected(reference.step(event.step()), reference, moment);
      return reference;
    }

    @Override
    public ReferenceModel outcomeUnknown(SagaEvent.OutcomeUnknown event) {
      CommandChecks.givesUp(reference, reference.step(event.step()), moment);
      return reference;
    }

    @Override
    public ReferenceModel stepCompensated(SagaEvent.StepCompensated event) {
      UndoChecks.check(reference, event, moment);
      return reference;
    }

    @Override
    public ReferenceModel stepSkipped(SagaEvent.StepSkipped event) {
      skipped(reference, event, moment);
      return reference;
    }

    @Override
    public ReferenceModel sleepBegun(SagaEvent.SleepBegun event) {
      begins(reference.step(event.step()), reference);
      return reference;
    }

    @Override
    public ReferenceModel waitBegun(SagaEvent.WaitBegun event) {
      waits(reference, event, moment.nowMs());
      return reference;
    }

    @Override
    public ReferenceModel stepAbandoned(SagaEvent.StepAbandoned event) {
      StepStatus status = reference.step(event.step()).status;
      unless(
          !status.isExecuting() && status.isOpen(),
          Invariant.UNKNOWN_UNDONE,
          () -> reference.step(event.step()) + " is given up");
      return reference;
    }

    @Override
    public ReferenceModel unwindStarted(SagaEvent.UnwindStarted event) {
      unwinds(reference, moment);
      return reference;
    }

    @Override
    public ReferenceModel stopRequested(ControlEvent.StopRequested event) {
      turnsBack(reference, moment);
      return reference;
    }

    @Override
    public ReferenceModel ended(SagaEvent.Ended event) {
      EndChecks.check(reference, event, moment);
      return reference;
    }
  }

  /** Once the pivot took effect nothing is undone (R13). */
  private void pivotIsNotPassed(ReferenceModel reference, SagaEvent.CommandIssued issued) {
    if (issued.action() == Action.COMPENSATE) {
      noPivotInEffect(reference);
    }
  }

  private void noPivotInEffect(ReferenceModel reference) {
    for (ReferenceStep step : reference.steps.values()) {
      unless(
          !step.plan.pivot() || !ledger.isInEffect(reference.identity.run(), step.name),
          Invariant.PIVOT,
          () -> "the saga is unwound, but its pivot " + step.name + " took effect");
    }
  }

  private void turnsBack(ReferenceModel reference, Moment moment) {
    boolean hurries =
        reference.status == SagaStatus.STOPPING && moment.is(OperationKind.COMPENSATE);
    unless(
        reference.status == SagaStatus.RUNNING || hurries,
        Invariant.STATE_TRUE,
        () -> "it turns back while " + reference.status);
    for (ReferenceStep step : reference.steps.values()) {
      unless(
          !reference.pivotSent || !step.plan.pivot() || step.status == StepStatus.REJECTED,
          Invariant.PIVOT,
          () -> "it turns back after pivot " + step);
    }
  }

  private void unwinds(ReferenceModel reference, Moment moment) {
    if (reference.status == SagaStatus.RUNNING) {
      turnsBack(reference, moment);
    }
    noPivotInEffect(reference);
    for (ReferenceStep step : reference.steps.values()) {
      unless(
          step.status != StepStatus.EXECUTING,
          Invariant.AWAITS_IN_FLIGHT,
          () -> "the unwind begins while " + step);
    }
  }

  /** A step begins when its turn has come, in a saga that goes forward and is not frozen. */
  static void begins(ReferenceStep step, ReferenceModel reference) {
    unless(
        reference.status == SagaStatus.RUNNING && reference.isItsTurn(step),
        Invariant.FORWARD_ORDER,
        () -> step + " begins out of turn, saga " + reference.status);
    unless(
        !reference.isFrozen(),
        Invariant.NOTHING_SENT_WHILE_FROZEN,
        () -> step + " begins while the saga is frozen");
  }

  private static void waits(ReferenceModel reference, SagaEvent.WaitBegun begun, long nowMs) {
    ReferenceStep step = reference.step(begun.step());
    begins(step, reference);
    OptionalLong expected =
        ReferenceStep.later(
            step.plan.asSignal().map(StepPlan.Signal::timeoutMs).orElse(OptionalLong.empty()),
            nowMs);
    unless(
        begun.dueAtMs().equals(expected),
        Invariant.TIMERS,
        () -> "the wait of " + step + " ends at " + begun.dueAtMs() + " instead of " + expected);
  }

  private static void skipped(
      ReferenceModel reference, SagaEvent.StepSkipped skipped, Moment moment) {
    ReferenceStep step = reference.step(skipped.step());
    boolean sent = step.executes.attempt() > 0 && !step.epochClosed;
    boolean legal =
        switch (skipped.cause()) {
          case CONDITION -> step.plan.conditional() && step.status == StepStatus.PENDING;
          case TIMED_OUT -> isDue(step, moment.nowMs()) && step.status == StepStatus.WAITING;
          case OPERATOR -> moment.is(OperationKind.SKIP);
        };
    unless(legal, Invariant.STATE_TRUE, () -> step + " is skipped as " + skipped.cause());
    unless(
        skipped.cause() != SkipCause.OPERATOR || !sent || skipped.sequence().isPresent(),
        Invariant.UNKNOWN_UNDONE,
        () -> step + " was sent and is skipped as if it were not");
  }

  private static boolean isDue(ReferenceStep step, long nowMs) {
    return ReferenceStep.isPast(step.dueAtMs, nowMs);
  }

  private static void succeeded(ReferenceStep step, ReferenceModel reference, Moment moment) {
    boolean legal =
        switch (step.status) {
          case EXECUTING, EXECUTE_BACKOFF, OUTCOME_UNKNOWN ->
              answers(moment, reference.identity, step, StepOutcome.SUCCEEDED);
          case SLEEPING -> isDue(step, moment.nowMs());
          case WAITING ->
              moment.input().asSignal().isPresent()
                  || moment.is(OperationKind.RETRY)
                  || moment.has(new TakesSignal(step.name));
          case PENDING -> {
            begins(step, reference);
            yield step.plan.asCommand().isEmpty();
          }
          case SUCCEEDED,
              SKIPPED,
              REJECTED,
              ABANDONED,
              COMPENSATING,
              COMPENSATE_BACKOFF,
              COMPENSATED,
              COMPENSATION_GIVEN_UP ->
              false;
        };
    unless(
        legal,
        step.status == StepStatus.SLEEPING ? Invariant.TIMERS : Invariant.STATE_TRUE,
        () -> step + " succeeds by " + EventText.of(moment.input()));
  }

  /** True if a step uses a signal that was kept while the definition was not deployed. */
  private static final class TakesSignal extends EventQuestion {
    private final StepName step;

    TakesSignal(StepName step) {
      this.step = step;
    }

    @Override
    public Boolean signalTaken(SagaEvent.SignalTaken event) {
      return event.step().equals(step);
    }
  }

  private static void rejected(ReferenceStep step, ReferenceModel reference, Moment moment) {
    boolean sent = step.plan.asCommand().isPresent();
    boolean vouched = step.plan.pivot() && moment.is(OperationKind.FAIL);
    unless(
        vouched || !sent || answers(moment, reference.identity, step, StepOutcome.REJECTED),
        Invariant.REPLIES,
        () -> step + " is rejected by " + EventText.of(moment.input()));
  }

  private static boolean answers(
      Moment moment, SagaIdentity identity, ReferenceStep step, StepOutcome outcome) {
    DeduplicationKey expected =
        new DeduplicationKey(
            identity.id(), identity.run(), step.name, Action.EXECUTE, step.executes.epoch());
    return moment
        .input()
        .asReply()
        .filter(reply -> reply.outcome() == outcome)
        .filter(reply -> reply.inReplyTo().key().equals(expected))
        .isPresent();
  }
}
