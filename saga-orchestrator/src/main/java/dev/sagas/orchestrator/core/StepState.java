package dev.sagas.orchestrator.core;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.Optional;

/**
 * One step that was begun.
 *
 * @param epoch rises when the step is executed anew after its compensation
 * @param attempt the newest attempt of the current action
 * @param sequence order in which steps succeeded or became unknown; 0 before that
 * @param sinceMs since when it has this status, epoch ms
 * @param dueAtMs when the attempt times out or the back-off ends, epoch ms; 0 if nothing is pending
 * @param outcomeKnown false while it is not known whether the execute took effect
 * @param reply what the execute answered, kept only where the compensation asks for it
 */
public record StepState(
    StepName name,
    StepStatus status,
    int epoch,
    int attempt,
    long sequence,
    long sinceMs,
    long dueAtMs,
    boolean outcomeKnown,
    Optional<Bytes> reply) {

  static StepState begun(StepName name, int epoch, long nowMs) {
    return new StepState(
        name, StepStatus.EXECUTING, epoch, 0, 0, nowMs, 0, false, Optional.empty());
  }

  /** Moves on; nothing is pending in the new status. */
  StepState to(StepStatus next, long nowMs) {
    return new StepState(name, next, epoch, attempt, sequence, nowMs, 0, outcomeKnown, reply);
  }

  StepState issued(Action action, int newAttempt, long nowMs, long newDueAtMs) {
    StepStatus next = action == Action.EXECUTE ? StepStatus.EXECUTING : StepStatus.COMPENSATING;
    return new StepState(
        name, next, epoch, newAttempt, sequence, nowMs, newDueAtMs, outcomeKnown, reply);
  }

  StepState dueAt(long newDueAtMs) {
    return new StepState(
        name, status, epoch, attempt, sequence, sinceMs, newDueAtMs, outcomeKnown, reply);
  }

  StepState sequenced(long newSequence) {
    return new StepState(
        name, status, epoch, attempt, newSequence, sinceMs, dueAtMs, outcomeKnown, reply);
  }

  StepState known(Optional<Bytes> newReply) {
    return new StepState(name, status, epoch, attempt, sequence, sinceMs, dueAtMs, true, newReply);
  }
}
