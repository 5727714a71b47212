package dev.sagas.orchestrator.index;

import dev.sagas.operate.history.RecentErrors;
import dev.sagas.orchestrator.streams.CommitListener;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.orchestrator.streams.Uncommitted;
import dev.sagas.orchestrator.streams.UncommittedNotes;
import java.util.Optional;

/** Remembers the newest errors of sagas, as they are committed. */
public final class ErrorFeeder implements CommitListener {
  private final RecentErrors errors;

  /** Feeds these. */
  public ErrorFeeder(RecentErrors errors) {
    this.errors = errors;
  }

  @Override
  public void opened(int partition) {
    // errors from before are searched in the journal when somebody asks
  }

  @Override
  public void closed(int partition) {
    errors.left(partition);
  }

  @Override
  public Uncommitted uncommitted() {
    return new UncommittedNotes<RecentErrors.Change>(
        change -> change.accept(read), changes -> changes.forEach(errors::changed));
  }

  private final SagaChange.Visitor<Optional<RecentErrors.Change>> read =
      new SagaChange.Visitor<>() {
        @Override
        public Optional<RecentErrors.Change> written(SagaChange.Written change) {
          return RecentErrors.Change.of(change.partition(), change.after(), change.events());
        }

        @Override
        public Optional<RecentErrors.Change> forgotten(SagaChange.Forgotten change) {
          return Optional.empty(); // its errors were forgotten when it ended
        }

        @Override
        public Optional<RecentErrors.Change> refused(SagaChange.Refused change) {
          return Optional.empty();
        }
      };
}
