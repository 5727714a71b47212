package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitLogTest {
  private static final SagaChange FIRST = new SagaChange.Refused(0, "STALE_REPLY", false);
  private static final SagaChange SECOND = new SagaChange.Refused(1, "STALE_REPLY", false);

  private final List<SagaChange> learned = new ArrayList<>();
  private final CommitLog commits = new CommitLog(List.of(new Recorded(learned)));

  private record Recorded(List<SagaChange> learned) implements CommitListener {
    @Override
    public void opened(int partition) {
      // Only changes are kept.
    }

    @Override
    public void closed(int partition) {
      // Only changes are kept.
    }

    @Override
    public Uncommitted uncommitted() {
      return new UncommittedNotes<SagaChange>(Optional::of, learned::addAll);
    }
  }

  @Test
  void shouldPassOnWhatWasCommittedAndNothingThatWasAborted() {
    // when
    commits.changed(FIRST);
    commits.aborted();
    commits.changed(SECOND);
    commits.committed();
    commits.committed();

    // then
    assertThat(learned).containsExactly(SECOND);
  }

  @Test
  void shouldForgetTheChangesOfAPartitionWhenItIsClosed() {
    // when
    commits.changed(FIRST);
    commits.changed(SECOND);
    commits.closed(0);
    commits.committed();

    // then
    assertThat(learned).containsExactly(SECOND);
  }

  @Test
  void shouldKnowAnInputWhileItIsProcessed() {
    assertThat(commits.input()).isEmpty();

    SagaChange.Input input = new SagaChange.Input(42, Optional.of("00-1-2-01"));
    commits.begun(input);
    assertThat(commits.input()).contains(input);

    commits.done();
    assertThat(commits.input()).isEmpty();
  }
}
