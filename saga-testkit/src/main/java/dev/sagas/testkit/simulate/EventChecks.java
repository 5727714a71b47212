package dev.sagas.testkit.simulate;

import static dev.sagas.testkit.simulate.InvariantBroken.unless;

import dev.sagas.orchestrator.core.ControlEvent;
import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.OperationKind;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaIdentity;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.orchestrator.core.SelectiveEventVisitor;
import dev.sagas.orchestrator.core.SkipCause;
import dev.sagas.orchestrator.core.StepPlan;
import dev.sagas.orchestrator.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepOutcome;

/** Whether an event may follow what is known before it. */
final class EventChecks {
  private final Ledger ledger;

  EventChecks(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Checks one event of an accepted decision; the shadow knows the events before it. */
  void check(Shadow shadow, SagaEvent event, Moment moment) {
    event.accept(new Following(shadow, moment));
  }

  /** The check of each event that may not follow everything. */
  private final class Following extends SelectiveEventVisitor<Shadow> {
    private final Shadow shadow;
    private final Moment moment;

    Following(Shadow shadow, Moment moment) {
      this.shadow = shadow;
      this.moment = moment;
    }

    @Override
    protected Shadow other(SagaEvent event) {
      return shadow;
    }

    @Override
    public Shadow commandIssued(SagaEvent.CommandIssued event) {
      CommandChecks.check(shadow, event, moment);
      UndoChecks.check(shadow, event, moment);
      pivotIsNotPassed(shadow, event);
      return shadow;
    }

    @Override
    public Shadow retryScheduled(SagaEvent.RetryScheduled event) {
      CommandChecks.check(shadow, event, moment);
      return shadow;
    }

    @Override
    public Shadow stepSucceeded(SagaEvent.StepSucceeded event) {
      succeeded(shadow.step(event.step()), shadow, moment);
      return shadow;
    }

    @Override
    public Shadow stepRejected(SagaEvent.StepRejected event) {
      rejected(shadow.step(event.step()), shadow, moment);
      return shadow;
    }

    @Override
    public Shadow outcomeUnknown(SagaEvent.OutcomeUnknown event) {
      CommandChecks.givesUp(shadow, shadow.step(event.step()), moment);
      return shadow;
    }

    @Override
    public Shadow stepCompensated(SagaEvent.StepCompensated event) {
      UndoChecks.check(shadow, event, moment);
      return shadow;
    }

    @Override
    public Shadow stepSkipped(SagaEvent.StepSkipped event) {
      skipped(shadow, event, moment);
      return shadow;
    }

    @Override
    public Shadow sleepBegun(SagaEvent.SleepBegun event) {
      begins(shadow.step(event.step()), shadow);
      return shadow;
    }

    @Override
    public Shadow waitBegun(SagaEvent.WaitBegun event) {
      waits(shadow, event, moment.nowMs());
      return shadow;
    }

    @Override
    public Shadow stepAbandoned(SagaEvent.StepAbandoned event) {
      StepStatus status = shadow.step(event.step()).status;
      unless(
          !status.isExecuting() && status.isOpen(),
          Invariant.UNKNOWN_UNDONE,
          () -> shadow.step(event.step()) + " is given up");
      return shadow;
    }

    @Override
    public Shadow unwindStarted(SagaEvent.UnwindStarted event) {
      unwinds(shadow, moment);
      return shadow;
    }

    @Override
    public Shadow stopRequested(ControlEvent.StopRequested event) {
      turnsBack(shadow, moment);
      return shadow;
    }

    @Override
    public Shadow ended(SagaEvent.Ended event) {
      EndChecks.check(shadow, event, moment);
      return shadow;
    }
  }

  /** Once the pivot took effect nothing is undone (R13). */
  private void pivotIsNotPassed(Shadow shadow, SagaEvent.CommandIssued issued) {
    if (issued.action() == Action.COMPENSATE) {
      noPivotInEffect(shadow);
    }
  }

  private void noPivotInEffect(Shadow shadow) {
    for (ShadowStep step : shadow.steps.values()) {
      unless(
          !step.plan.pivot() || !ledger.isInEffect(shadow.identity.run(), step.name),
          Invariant.PIVOT,
          () -> "the saga is unwound, but its pivot " + step.name + " took effect");
    }
  }

  private void turnsBack(Shadow shadow, Moment moment) {
    boolean hurries = shadow.status == SagaStatus.STOPPING && moment.is(OperationKind.COMPENSATE);
    unless(
        shadow.status == SagaStatus.RUNNING || hurries,
        Invariant.STATE_TRUE,
        () -> "it turns back while " + shadow.status);
    for (ShadowStep step : shadow.steps.values()) {
      unless(
          !shadow.pivotSent || !step.plan.pivot() || step.status == StepStatus.REJECTED,
          Invariant.PIVOT,
          () -> "it turns back after pivot " + step);
    }
  }

  private void unwinds(Shadow shadow, Moment moment) {
    if (shadow.status == SagaStatus.RUNNING) {
      turnsBack(shadow, moment);
    }
    noPivotInEffect(shadow);
    for (ShadowStep step : shadow.steps.values()) {
      unless(
          step.status != StepStatus.EXECUTING,
          Invariant.AWAITS_IN_FLIGHT,
          () -> "the unwind begins while " + step);
    }
  }

  /** A step begins when its turn has come, in a saga that goes forward and is not frozen. */
  static void begins(ShadowStep step, Shadow shadow) {
    unless(
        shadow.status == SagaStatus.RUNNING && shadow.isItsTurn(step),
        Invariant.FORWARD_ORDER,
        () -> step + " begins out of turn, saga " + shadow.status);
    unless(
        !shadow.isFrozen(),
        Invariant.NOTHING_SENT_WHILE_FROZEN,
        () -> step + " begins while the saga is frozen");
  }

  private static void waits(Shadow shadow, SagaEvent.WaitBegun begun, long nowMs) {
    ShadowStep step = shadow.step(begun.step());
    begins(step, shadow);
    long expected =
        step.plan instanceof StepPlan.Signal wait && wait.timeoutMs().isPresent()
            ? nowMs + wait.timeoutMs().getAsLong()
            : 0;
    unless(
        begun.dueAtMs() == expected,
        Invariant.TIMERS,
        () -> "the wait of " + step + " ends at " + begun.dueAtMs() + " instead of " + expected);
  }

  private static void skipped(Shadow shadow, SagaEvent.StepSkipped skipped, Moment moment) {
    ShadowStep step = shadow.step(skipped.step());
    boolean sent = step.executes.attempt() > 0 && !step.epochClosed;
    boolean legal =
        switch (skipped.cause()) {
          case CONDITION -> step.plan.conditional() && step.status == StepStatus.PENDING;
          case TIMED_OUT -> isDue(step, moment.nowMs()) && step.status == StepStatus.WAITING;
          case OPERATOR -> moment.is(OperationKind.SKIP);
        };
    unless(legal, Invariant.STATE_TRUE, () -> step + " is skipped as " + skipped.cause());
    unless(
        skipped.cause() != SkipCause.OPERATOR || !sent || skipped.sequence() > 0,
        Invariant.UNKNOWN_UNDONE,
        () -> step + " was sent and is skipped as if it were not");
  }

  private static boolean isDue(ShadowStep step, long nowMs) {
    return step.dueAtMs != 0 && step.dueAtMs <= nowMs;
  }

  private static void succeeded(ShadowStep step, Shadow shadow, Moment moment) {
    boolean legal =
        switch (step.status) {
          case EXECUTING, EXECUTE_BACKOFF, OUTCOME_UNKNOWN ->
              answers(moment, shadow.identity, step, StepOutcome.SUCCEEDED);
          case SLEEPING -> isDue(step, moment.nowMs());
          case WAITING ->
              moment.input() instanceof SagaInput.Signal
                  || moment.is(OperationKind.RETRY)
                  || takesItsSignal(moment, step);
          case PENDING -> {
            begins(step, shadow);
            yield !(step.plan instanceof StepPlan.Command);
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
        () -> step + " succeeds by " + Words.of(moment.input()));
  }

  /** One that was kept while the definition was not deployed. */
  private static boolean takesItsSignal(Moment moment, ShadowStep step) {
    return moment.decision() instanceof Decision.Accepted accepted
        && accepted.events().stream()
            .anyMatch(
                event ->
                    event instanceof SagaEvent.SignalTaken taken && taken.step().equals(step.name));
  }

  private static void rejected(ShadowStep step, Shadow shadow, Moment moment) {
    boolean sent = step.plan instanceof StepPlan.Command;
    boolean vouched = step.plan.pivot() && moment.is(OperationKind.FAIL);
    unless(
        vouched || !sent || answers(moment, shadow.identity, step, StepOutcome.REJECTED),
        Invariant.REPLIES,
        () -> step + " is rejected by " + Words.of(moment.input()));
  }

  private static boolean answers(
      Moment moment, SagaIdentity identity, ShadowStep step, StepOutcome outcome) {
    if (moment.input() instanceof SagaInput.Reply reply) {
      CommandId id = reply.inReplyTo();
      DeduplicationKey expected =
          new DeduplicationKey(
              identity.id(), identity.run(), step.name, Action.EXECUTE, step.executes.epoch());
      return reply.outcome() == outcome && id.key().equals(expected);
    }
    return false;
  }
}
