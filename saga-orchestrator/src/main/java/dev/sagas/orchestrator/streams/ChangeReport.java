package dev.sagas.orchestrator.streams;

import dev.sagas.engine.Outcome;
import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reports the changes of one partition to the commit log. */
final class ChangeReport {
  private final CommitLog commits;
  private final int partition;
  private Optional<SagaChange.Request> request = Optional.empty();

  ChangeReport(CommitLog commits, int partition) {
    this.commits = commits;
    this.partition = partition;
  }

  /**
   * What is written while an input is handled is written because of it, whichever record is being
   * processed: an input may have waited for the one that is.
   */
  <T> T because(SagaInput input, ReceivedInput received, Supplier<T> handling) {
    request =
        Optional.ofNullable(received.record().headers().get(SagaHeaders.REQUESTED_BY))
            .map(by -> new SagaChange.Request(by, input.asSignal().map(SagaInput.Signal::name)));
    try {
      return handling.get();
    } finally {
      request = Optional.empty();
    }
  }

  void written(Optional<Checkpoint> before, Outcome.Write outcome) {
    if (!commits.isIdle()) {
      commits.changed(
          new SagaChange.Written(
              partition,
              before.map(Checkpoint::state),
              outcome.checkpoint().state(),
              outcome.decided().events(),
              commits.input(),
              request));
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
