package dev.sagas.orchestrator.index;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.index.live.ActionBoard;
import dev.sagas.index.live.AppliedAction;
import dev.sagas.index.live.EndedAttempt;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.Optional;

/**
 * What is counted of a transition.
 *
 * @param started whether the saga began with it
 * @param status after it
 * @param cause the code for which the saga turned back, if it did
 */
record CountedTransition(
    long atMs,
    boolean started,
    SagaStatus status,
    List<EndedAttempt> attempts,
    List<AppliedAction> operations,
    Optional<AppliedAction> request,
    Optional<String> cause) {
  /** What is counted of a checkpoint that was rebuilt, or whose timer was moved alone. */
  static final CountedTransition NOTHING =
      new CountedTransition(
          0, false, SagaStatus.RUNNING, List.of(), List.of(), Optional.empty(), Optional.empty());

  static CountedTransition of(SagaChange.Written change) {
    if (change.events().isEmpty()) {
      return NOTHING;
    }
    SagaState after = change.after();
    return new CountedTransition(
        after.updatedAtMs(),
        after.chain().revision() == 1,
        after.status(),
        EndedAttempt.of(change.before(), after, change.events(), change.input().isPresent()),
        AppliedAction.operations(after, change.events()),
        change
            .request()
            .flatMap(by -> AppliedAction.request(after, change.events(), by.by(), by.signal())),
        turnedBack(change));
  }

  private static Optional<String> turnedBack(SagaChange.Written change) {
    boolean wentForward = change.before().isPresent() && change.before().get().unwind().isEmpty();
    return wentForward ? change.after().unwind().map(UnwindReason::code) : Optional.empty();
  }

  /** Counts it. */
  void apply(LiveIndex index) {
    if (started) {
      index.rates().started(atMs);
    }
    if (status.isTerminal()) {
      index.rates().ended(status, atMs);
    }
    for (EndedAttempt attempt : attempts) {
      index.attempts().add(attempt);
    }
    for (AppliedAction done : operations) {
      index.actions().add(ActionBoard.Origin.OPERATION, done);
    }
    request.ifPresent(asked -> index.actions().add(ActionBoard.Origin.REQUEST, asked));
    cause.ifPresent(code -> index.rates().turnedBack(code, atMs));
  }
}
