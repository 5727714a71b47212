package dev.sagas.orchestrator.streams;

import dev.sagas.engine.Outcome;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.protocol.SagaId;
import java.util.List;
import java.util.Optional;

/** Reports the changes of one partition to the commit log. */
final class ChangeReport {
  private final CommitLog commits;
  private final int partition;

  ChangeReport(CommitLog commits, int partition) {
    this.commits = commits;
    this.partition = partition;
  }

  /**
   * A checkpoint was written.
   *
   * @param handled the input because of which it was; empty if a timer was the reason
   */
  void written(
      Optional<Checkpoint> before, Outcome.Write outcome, Optional<OutcomeShell.Handled> handled) {
    if (!commits.isIdle()) {
      commits.changed(
          new SagaChange.Written(
              partition,
              before.map(Checkpoint::state),
              outcome.checkpoint().state(),
              outcome.decided().events(),
              commits.input(),
              handled.flatMap(OutcomeShell.Handled::request)));
    }
  }

  void replaced(Checkpoint checkpoint) {
    commits.changed(
        new SagaChange.Written(partition, Optional.empty(), checkpoint.state(), List.of()));
  }

  void forgotten(SagaId id) {
    commits.changed(new SagaChange.Forgotten(partition, id));
  }

  void refused(Outcome.Reason reason) {
    commits.changed(
        new SagaChange.Refused(partition, reason.code(), reason.deadLetter().isPresent()));
  }
}
