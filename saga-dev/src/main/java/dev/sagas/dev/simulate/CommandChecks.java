package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.definition.RetryPolicy;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.OptionalLong;

/** When a command may be sent, how often, and how soon again (R5, R12, R15). */
final class CommandChecks {
  private CommandChecks() {}

  /** The part of a command's plan that is about one action. */
  static StepPlan.Tries tries(ReferenceStep step, Action action) {
    StepPlan.Command command =
        step.plan
            .asCommand()
            .orElseThrow(() -> new InvariantBroken(Invariant.STATE_TRUE, step + " sends commands"));
    return switch (action) {
      case EXECUTE -> command.execute();
      case COMPENSATE ->
          command
              .compensate()
              .orElseThrow(
                  () ->
                      new InvariantBroken(
                          Invariant.UNDO_ONLY_EFFECTS, step + " has nothing to undo"));
    };
  }

  static void check(ReferenceModel reference, SagaEvent.CommandIssued issued, Moment moment) {
    ReferenceStep step = reference.step(issued.step());
    StepPlan.Tries tries = tries(step, issued.action());
    ReferenceStep.Tried next = new ReferenceStep.Tried(issued.epoch(), issued.attempt());
    unless(
        !reference.isFrozen(),
        Invariant.NOTHING_SENT_WHILE_FROZEN,
        () -> issued + " is sent while the saga is frozen");
    unless(
        step.tried(issued.action()).isFollowedBy(next),
        Invariant.NO_EFFECT_TWICE,
        () -> issued + " is sent again");
    unless(
        issued.dueAtMs() == moment.nowMs() + tries.timeoutMs(),
        Invariant.TIMERS,
        () -> issued + " does not time out after " + tries.timeoutMs() + " ms");
    int spent = next.epoch() == step.tried(issued.action()).epoch() ? step.spent : 0;
    unless(
        spent < tries.retry().maxAttempts(),
        Invariant.RETRIES,
        () -> issued + " is more than " + tries.retry().maxAttempts() + " attempts");
    if (issued.action() == Action.EXECUTE) {
      executes(reference, step, issued, moment);
    }
  }

  private static void executes(
      ReferenceModel reference, ReferenceStep step, SagaEvent.CommandIssued issued, Moment moment) {
    EventChecks.begins(step, reference);
    int epoch = step.executes.epoch();
    unless(
        issued.epoch() <= Math.max(1, epoch) || step.epochClosed,
        Invariant.ONE_EPOCH,
        () -> issued + " raises the epoch, but epoch " + epoch + " was neither undone nor refused");
    unless(
        issued.pivot() == step.plan.pivot(),
        Invariant.PIVOT,
        () -> issued + " says pivot or does not");
    unless(
        moment.isOperation()
            || (!reference.isDeadlinePassed(moment.nowMs()) && !isPast(step, moment.nowMs())),
        Invariant.RETRIES,
        () -> issued + " is sent after the deadline");
  }

  private static boolean isPast(ReferenceStep step, long nowMs) {
    return ReferenceStep.isPast(step.deadlineAtMs, nowMs);
  }

  private static boolean isAt(OptionalLong deadlineAtMs, SagaEvent.RetryScheduled scheduled) {
    return deadlineAtMs.equals(OptionalLong.of(scheduled.retryAtMs()));
  }

  /** The shortest pause that the participant allows. */
  private static long asked(Moment moment) {
    return moment.input().asReply().flatMap(SagaInput.Reply::failure).stream()
        .mapToLong(why -> why.retryAfterMs().orElse(0))
        .sum();
  }

  static void check(ReferenceModel reference, SagaEvent.RetryScheduled scheduled, Moment moment) {
    ReferenceStep step = reference.step(scheduled.step());
    RetryPolicy retry = tries(step, scheduled.action()).retry();
    unless(
        step.spent < retry.maxAttempts(),
        Invariant.RETRIES,
        () -> scheduled + " after all of its " + retry.maxAttempts() + " attempts");
    double grown = retry.initialBackoff().toMillis() * Math.pow(retry.multiplier(), step.spent - 1);
    double longest = Math.min(grown, (double) retry.maxBackoff().toMillis());
    long asked = asked(moment);
    long waits = scheduled.retryAtMs() - moment.nowMs();
    boolean clipped =
        scheduled.action() == Action.EXECUTE
            && (isAt(step.deadlineAtMs, scheduled) || isAt(reference.deadlineAtMs, scheduled));
    double shortest = Math.max(Math.floor(longest * (1 - retry.jitter())), (double) asked);
    unless(
        waits <= Math.max(Math.ceil(longest), (double) asked) && (clipped || waits >= shortest),
        Invariant.RETRIES,
        () -> scheduled + " waits " + waits + " ms instead of up to " + longest + " or " + asked);
    boolean forward = reference.status == SagaStatus.RUNNING;
    unless(
        forward || scheduled.action() == Action.COMPENSATE,
        Invariant.AWAITS_IN_FLIGHT,
        () -> scheduled + " while the saga is " + reference.status);
  }

  /** A step in a saga that goes forward is given up when its attempts or its time are spent. */
  static void givesUp(ReferenceModel reference, ReferenceStep step, Moment moment) {
    unless(
        step.status.isExecuting()
            || (step.status == StepStatus.PENDING && step.executes.attempt() > 0),
        Invariant.STATE_TRUE,
        () -> step + " becomes unknown");
    boolean failedNow = moment.has(new FailureOf(step.name));
    boolean spent = step.spent >= tries(step, Action.EXECUTE).retry().maxAttempts();
    boolean late = reference.isDeadlinePassed(moment.nowMs()) || isPast(step, moment.nowMs());
    unless(
        !failedNow || spent || late || reference.status != SagaStatus.RUNNING,
        Invariant.RETRIES,
        () -> step + " is given up after " + step.spent + " attempts");
  }

  /** True for a failed attempt of a step. */
  private static final class FailureOf extends EventQuestion {
    private final StepName step;

    FailureOf(StepName step) {
      this.step = step;
    }

    @Override
    public Boolean attemptFailed(SagaEvent.AttemptFailed event) {
      return event.step().equals(step);
    }
  }
}
