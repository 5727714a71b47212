package dev.sagas.engine.core;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import java.util.Optional;
import java.util.OptionalLong;

/** Sends commands, retries them, and gives them up (R5, R7, R9, R11). */
final class CommandRules {
  /** A command fails, backs off, becomes unknown and is undone: each within one of the parts. */
  private static final int PARTS_OF_THE_RETENTION = 4;

  private CommandRules() {}

  /** Sends an execute; returns the fault if the definition cannot make it (R17). */
  static Optional<DefinitionFault> execute(StepContext step, int epoch, int attempt) {
    DecisionBuilder builder = step.builder();
    try {
      Bytes payload = builder.saga().command(step.command(), builder.state().data());
      issue(step, new CommandId(key(step, Action.EXECUTE, epoch), attempt), payload);
      return Optional.empty();
    } catch (DefinitionFault fault) {
      return Optional.of(fault);
    }
  }

  /** Sends a compensate; what the definition cannot make becomes an incident (R17). */
  static void compensate(StepContext step, int epoch, int attempt) {
    DecisionBuilder builder = step.builder();
    try {
      Bytes payload =
          builder.saga().compensation(step.command(), builder.state().data(), step.step().reply());
      issue(step, new CommandId(key(step, Action.COMPENSATE, epoch), attempt), payload);
    } catch (DefinitionFault fault) {
      step.raise(IncidentCode.DEFINITION_FAULT, fault.reason());
    }
  }

  private static void issue(StepContext step, CommandId command, Bytes payload) {
    DecisionBuilder builder = step.builder();
    StepPlan.Command plan = step.command();
    Action action = command.key().action();
    boolean executes = action == Action.EXECUTE;
    long dueAtMs = builder.nowMs() + plan.tries(action).timeoutMs();
    Optional<SagaEffect.Undo> undo = Optional.empty();
    if (!executes) {
      undo =
          Optional.of(
              new SagaEffect.Undo(
                  key(step, Action.EXECUTE, step.step().epoch()), step.step().outcomeKnown()));
    }
    builder.apply(
        new SagaEvent.CommandIssued(
            plan.name(),
            action,
            command.key().epoch(),
            command.attempt(),
            plan.participant().value(),
            dueAtMs,
            executes ? newDeadline(step, command.key().epoch()) : OptionalLong.empty(),
            executes && plan.pivot()));
    builder.send(
        new SagaEffect.SendCommand(
            plan.participant(),
            command,
            payload,
            dueAtMs,
            dueAtMs + builder.context().fenceRetention().toMillis(),
            undo));
  }

  /** The step's deadline if this is its first attempt, or the first of a new epoch. */
  private static OptionalLong newDeadline(StepContext step, int epoch) {
    OptionalLong deadlineMs = step.command().deadlineMs();
    boolean runs = step.step().timer().deadlineAtMs().isPresent() && step.step().epoch() == epoch;
    return deadlineMs.isEmpty() || runs
        ? OptionalLong.empty()
        : OptionalLong.of(step.builder().nowMs() + deadlineMs.getAsLong());
  }

  private static DeduplicationKey key(StepContext step, Action action, int epoch) {
    SagaIdentity identity = step.builder().state().identity();
    return new DeduplicationKey(identity.id(), identity.run(), step.name(), action, epoch);
  }

  /**
   * True if the participant's row of the last command may be gone: a command sent then might take
   * effect a second time, or be skipped although there is an effect (R27).
   *
   * <ul>
   *   <li>A row is kept for the whole retention after the attempt's time-out. Each status of the
   *       step since then may have lasted a part of it.
   * </ul>
   */
  static boolean fenceMayBeGone(StepContext step) {
    long sinceMs = step.step().sinceMs();
    long fromMs =
        step.isOnItsWay() ? Math.max(sinceMs, step.step().dueAtMs().orElse(sinceMs)) : sinceMs;
    long surelyMs = step.builder().context().fenceRetention().toMillis() / PARTS_OF_THE_RETENTION;
    return step.step().attempt() > 0 && step.builder().nowMs() - fromMs > surelyMs;
  }

  /** The outcome becomes unknown: what can no longer be undone safely waits for an operator. */
  static void becomeUnknown(StepContext step) {
    DecisionBuilder builder = step.builder();
    boolean gone = step.hasIncident(IncidentCode.FENCE_EXPIRED) || fenceMayBeGone(step);
    step.resolve(StopRules.TURNED_BACK);
    builder.apply(new SagaEvent.OutcomeUnknown(step.name(), builder.nextSequence()));
    if (gone && step.plan().compensate().isPresent() && !builder.state().control().pivotSent()) {
      raiseFenceExpired(step);
    }
  }

  static void raiseFenceExpired(StepContext step) {
    step.raise(
        IncidentCode.FENCE_EXPIRED,
        "Expected participant %s to remember the last command, but it was sent too long ago"
            .formatted(step.command().participant()));
  }

  /** Schedules the next attempt, or gives the action up (R5, R9, R11). */
  static void attemptFailed(StepContext step, Action action, SagaInput.Failure failure) {
    DecisionBuilder builder = step.builder();
    boolean gone = fenceMayBeGone(step);
    int attempt = step.step().attempt();
    builder.apply(
        new SagaEvent.AttemptFailed(
            step.name(), action, attempt, failure.code(), failure.message()));
    StepPlan.Tries tries = step.command().tries(action);
    int spent = attempt - step.step().attempts().spentBefore();
    if (!gone && mayRetry(step, action) && tries.retry().allowsAttemptAfter(spent)) {
      long seed =
          new CommandId(key(step, action, step.step().epochOf(action).orElseThrow()), attempt)
              .toString()
              .hashCode();
      long backoffMs = tries.retry().backoffMs(spent, seed);
      long pauseMs = Math.max(backoffMs, failure.retryAfterMs().orElse(backoffMs));
      long retryAtMs = builder.nowMs() + pauseMs;
      builder.apply(
          new SagaEvent.RetryScheduled(
              step.name(), action, attempt + 1, notBeyondDeadlines(step, action, retryAtMs)));
      return;
    }
    switch (action) {
      case EXECUTE -> exhausted(step, failure.code(), failure.message());
      case COMPENSATE ->
          givenUp(
              step,
              gone ? IncidentCode.FENCE_EXPIRED : IncidentCode.COMPENSATION_EXHAUSTED,
              failure.code(),
              failure.message());
    }
  }

  private static boolean mayRetry(StepContext step, Action action) {
    return action == Action.COMPENSATE
        || (step.isForward() && !step.builder().deadlinePassed() && !deadlinePassed(step));
  }

  /** True if the step may not be tried any more. */
  static boolean deadlinePassed(StepContext step) {
    OptionalLong deadlineAtMs = step.step().timer().deadlineAtMs();
    return deadlineAtMs.isPresent() && deadlineAtMs.getAsLong() <= step.builder().nowMs();
  }

  /** A back-off ends at a deadline at the latest, if one still applies. */
  private static long notBeyondDeadlines(StepContext step, Action action, long retryAtMs) {
    if (action == Action.COMPENSATE) {
      return retryAtMs;
    }
    OptionalLong ofStep = step.step().timer().deadlineAtMs();
    OptionalLong ofSaga = Deadlines.deadline(step.builder().state());
    return Math.min(Math.min(retryAtMs, ofStep.orElse(retryAtMs)), ofSaga.orElse(retryAtMs));
  }

  /** The step may or may not have taken effect: undo it, unless the pivot forbids (R9, R13). */
  static void exhausted(StepContext step, String code, String message) {
    becomeUnknown(step);
    if (step.plan().pivot()) {
      step.raise(IncidentCode.PIVOT_OUTCOME_UNKNOWN, code + ": " + message);
    } else if (step.isPastPivot()) {
      step.raise(IncidentCode.EXHAUSTED_AFTER_PIVOT, code + ": " + message);
    } else {
      StopRules.failed(step, code, message);
    }
  }

  static void givenUp(StepContext step, IncidentCode incident, String code, String message) {
    step.builder().apply(new SagaEvent.CompensationGivenUp(step.name(), code, message));
    step.raise(incident, code + ": " + message);
  }
}
