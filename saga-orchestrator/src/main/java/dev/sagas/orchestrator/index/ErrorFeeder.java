package dev.sagas.orchestrator.index;

import dev.sagas.operate.history.RecentErrors;
import dev.sagas.orchestrator.streams.CommitListener;
import dev.sagas.orchestrator.streams.SagaChange;
import java.util.List;

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
  public void committed(List<SagaChange> changes) {
    changes.forEach(change -> change.accept(apply));
  }

  private final SagaChange.Visitor<Boolean> apply =
      new SagaChange.Visitor<>() {
        @Override
        public Boolean written(SagaChange.Written change) {
          errors.changed(change.partition(), change.after(), change.events());
          return true;
        }

        @Override
        public Boolean forgotten(SagaChange.Forgotten change) {
          return false; // its errors were forgotten when it ended
        }

        @Override
        public Boolean refused(SagaChange.Refused change) {
          return false;
        }
      };
}
