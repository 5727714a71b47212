package dev.sagas.engine.core;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One step that was begun.
 *
 * @param sinceMs since when it has this status, epoch ms
 * @param target the participant or the signal of the step, if there is either
 */
public record StepState(
    StepName name,
    StepStatus status,
    Attempts attempts,
    Timer timer,
    ExecuteOutcome outcome,
    long sinceMs,
    Optional<String> target) {

  /**
   * How often it was tried.
   *
   * @param epoch of the execute; rises when the step is executed again after its compensation, or
   *     after a rejection that an operator retries
   * @param undoEpoch of the compensate, once one was sent
   * @param attempt the newest attempt of the current action and epoch
   * @param spentBefore the attempts that do not count against the retry policy, because an operator
   *     granted further ones after them
   */
  public record Attempts(int epoch, OptionalInt undoEpoch, int attempt, int spentBefore) {
    static final Attempts NONE = new Attempts(1, OptionalInt.empty(), 0, 0);
  }

  /**
   * What is pending.
   *
   * @param dueAtMs when the attempt times out, or the back-off, sleep or wait ends, epoch ms; empty
   *     if nothing is pending
   * @param absolute true if a pause does not shift it (R15)
   * @param deadlineAtMs after which no further execute is tried, epoch ms
   */
  public record Timer(OptionalLong dueAtMs, boolean absolute, OptionalLong deadlineAtMs) {
    static final Timer NONE = new Timer(OptionalLong.empty(), false, OptionalLong.empty());

    Timer due(OptionalLong newDueAtMs, boolean isAbsolute) {
      return new Timer(newDueAtMs, isAbsolute, deadlineAtMs);
    }
  }

  /**
   * What is known of the execute.
   *
   * @param sequence order in which steps succeeded or became unknown; empty before that, and for a
   *     step without effect
   * @param known false while it is not known whether the execute took effect
   * @param reply what the execute answered, kept only where the compensation asks for it
   */
  public record ExecuteOutcome(OptionalLong sequence, boolean known, Optional<Bytes> reply) {
    static final ExecuteOutcome NONE =
        new ExecuteOutcome(OptionalLong.empty(), false, Optional.empty());
  }

  static StepState begun(StepName name, long nowMs) {
    return pending(name, Attempts.NONE, nowMs);
  }

  private static StepState pending(StepName name, Attempts attempts, long nowMs) {
    return new StepState(
        name,
        StepStatus.PENDING,
        attempts,
        Timer.NONE,
        ExecuteOutcome.NONE,
        nowMs,
        Optional.empty());
  }

  /** Order in which steps succeeded or became unknown; empty for a step without effect. */
  public OptionalLong sequence() {
    return outcome.sequence();
  }

  /** False while it is not known whether the execute took effect. */
  public boolean outcomeKnown() {
    return outcome.known();
  }

  /** What the execute answered, kept only where the compensation asks for it. */
  public Optional<Bytes> reply() {
    return outcome.reply();
  }

  /** Epoch of the execute. */
  public int epoch() {
    return attempts.epoch();
  }

  /** The newest attempt of the current action and epoch. */
  public int attempt() {
    return attempts.attempt();
  }

  /** When something is due, epoch ms; empty if nothing is pending. */
  public OptionalLong dueAtMs() {
    return timer.dueAtMs();
  }

  /** Epoch of the commands of an action; empty if there was none. */
  OptionalInt epochOf(Action action) {
    return switch (action) {
      case EXECUTE -> OptionalInt.of(attempts.epoch());
      case COMPENSATE -> attempts.undoEpoch();
    };
  }

  /** True if there is, or may be, an effect that the unwind has yet to undo. */
  public boolean awaitsUndo() {
    return switch (status) {
      case SUCCEEDED, OUTCOME_UNKNOWN -> true;
      case SKIPPED -> outcome.sequence().isPresent();
      case PENDING,
          EXECUTING,
          EXECUTE_BACKOFF,
          SLEEPING,
          WAITING,
          REJECTED,
          ABANDONED,
          COMPENSATING,
          COMPENSATE_BACKOFF,
          COMPENSATED,
          COMPENSATION_GIVEN_UP ->
          false;
    };
  }

  /** True if a participant has, or may have, an effect of this step. */
  public boolean mayHaveEffect() {
    return switch (status) {
      case EXECUTING,
          EXECUTE_BACKOFF,
          SUCCEEDED,
          OUTCOME_UNKNOWN,
          COMPENSATING,
          COMPENSATE_BACKOFF,
          COMPENSATION_GIVEN_UP ->
          attempts.attempt() > 0;
      case SKIPPED -> outcome.sequence().isPresent();
      case PENDING, SLEEPING, WAITING, REJECTED, ABANDONED, COMPENSATED -> false;
    };
  }

  /** Changes the status; nothing is pending in the new one. */
  StepState to(StepStatus next, long nowMs) {
    return new StepState(
        name, next, attempts, timer.due(OptionalLong.empty(), false), outcome, nowMs, target);
  }

  StepState with(Attempts changed) {
    return new StepState(name, status, changed, timer, outcome, sinceMs, target);
  }

  StepState with(Timer changed) {
    return new StepState(name, status, attempts, changed, outcome, sinceMs, target);
  }

  StepState withNothingDue() {
    return dueAt(OptionalLong.empty());
  }

  StepState dueAt(OptionalLong newDueAtMs) {
    return with(timer.due(newDueAtMs, false));
  }

  StepState dueAt(long newDueAtMs) {
    return dueAt(OptionalLong.of(newDueAtMs));
  }

  StepState about(String newTarget) {
    return new StepState(name, status, attempts, timer, outcome, sinceMs, Optional.of(newTarget));
  }

  StepState sequenced(OptionalLong sequence) {
    return with(new ExecuteOutcome(sequence, outcome.known(), outcome.reply()));
  }

  StepState known(boolean isKnown, Optional<Bytes> reply) {
    return with(new ExecuteOutcome(outcome.sequence(), isKnown, reply));
  }

  private StepState with(ExecuteOutcome changed) {
    return new StepState(name, status, attempts, timer, changed, sinceMs, target);
  }

  /**
   * Made ready to run again. The epoch rises only if the effect was undone or refused: two epochs
   * of a step are never both in effect.
   */
  StepState reopened(long nowMs) {
    boolean undone = status == StepStatus.COMPENSATED && attempts.undoEpoch().isPresent();
    Attempts fresh =
        undone || status == StepStatus.REJECTED
            ? new Attempts(newestEpoch() + 1, OptionalInt.empty(), 0, 0)
            : new Attempts(
                attempts.epoch(), OptionalInt.empty(), attempts.attempt(), attempts.attempt());
    return pending(name, fresh, nowMs);
  }

  private int newestEpoch() {
    return Math.max(attempts.epoch(), attempts.undoEpoch().orElse(attempts.epoch()));
  }

  /** Shifts what is pending by the length of the pause. */
  StepState shifted(long pausedAtMs, long nowMs) {
    long stoodStillMs = nowMs - Math.max(pausedAtMs, sinceMs);
    return with(
        new Timer(
            timer.absolute() ? timer.dueAtMs() : later(timer.dueAtMs(), stoodStillMs),
            timer.absolute(),
            later(timer.deadlineAtMs(), nowMs - pausedAtMs)));
  }

  private static OptionalLong later(OptionalLong atMs, long byMs) {
    return atMs.isPresent() ? OptionalLong.of(atMs.getAsLong() + byMs) : atMs;
  }
}
