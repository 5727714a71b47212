package dev.sagas.orchestrator.index;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.index.live.ActionBoard;
import dev.sagas.index.live.AppliedAction;
import dev.sagas.index.live.CommittedState;
import dev.sagas.index.live.EndedAttempt;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.Optional;

/** What the index learns of a change once it is committed. */
sealed interface IndexNote {
  /** Changes the index. */
  void apply(LiveIndex index);

  /** Reads it from a change; of what does not concern the index, nothing. */
  SagaChange.Visitor<IndexNote> READER =
      new SagaChange.Visitor<>() {
        @Override
        public IndexNote written(SagaChange.Written change) {
          CommittedState state = CommittedState.of(change.after());
          return new Written(
              change.partition(),
              state,
              change.events().isEmpty() ? Optional.empty() : Optional.of(Counted.of(change)));
        }

        @Override
        public IndexNote forgotten(SagaChange.Forgotten change) {
          return new Nothing(); // it left the index when it ended
        }

        @Override
        public IndexNote refused(SagaChange.Refused change) {
          return new Nothing();
        }
      };

  /** The index stays as it is. */
  record Nothing() implements IndexNote {
    @Override
    public void apply(LiveIndex index) {
      // Nothing changes.
    }
  }

  /**
   * A state was written.
   *
   * @param counted empty if no transition did that
   */
  record Written(int partition, CommittedState state, Optional<Counted> counted)
      implements IndexNote {
    @Override
    public void apply(LiveIndex index) {
      index.committed(partition, state);
      counted.ifPresent(transition -> transition.apply(index));
    }
  }

  /**
   * What is counted of a transition.
   *
   * @param status after it
   * @param cause the code for which the saga turned back, if it did
   */
  record Counted(
      long atMs,
      boolean started,
      SagaStatus status,
      List<EndedAttempt> attempts,
      List<AppliedAction> operations,
      Optional<AppliedAction> request,
      Optional<String> cause) {
    static Counted of(SagaChange.Written change) {
      SagaState after = change.after();
      return new Counted(
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

    private void apply(LiveIndex index) {
      if (started) {
        index.rates().started(atMs);
      }
      if (status.isTerminal()) {
        index.rates().ended(status, atMs);
      }
      attempts.forEach(index.attempts()::add);
      operations.forEach(done -> index.actions().add(ActionBoard.Origin.OPERATION, done));
      request.ifPresent(asked -> index.actions().add(ActionBoard.Origin.REQUEST, asked));
      cause.ifPresent(code -> index.rates().turnedBack(code, atMs));
    }
  }
}
