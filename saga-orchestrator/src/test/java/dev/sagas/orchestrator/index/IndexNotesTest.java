package dev.sagas.orchestrator.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.orchestrator.metrics.CommittedSaga;
import dev.sagas.orchestrator.metrics.SteppedClock;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.orchestrator.streams.Uncommitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndexNotesTest {
  private final LiveIndex index = new LiveIndex();
  private final List<Long> shownAfter = new ArrayList<>();
  private final Uncommitted notes = new IndexNotes(index, shownAfter::add);
  private final SteppedClock clock = new SteppedClock();
  private final IndexFeeder elsewhere = new IndexFeeder(new LiveIndex(), clock, nanos -> {});

  @AfterEach
  void close() {
    elsewhere.close();
  }

  private SagaChange started(String id, int partition) {
    CommittedSaga saga = new CommittedSaga(id, elsewhere, clock);
    SagaEvent started = saga.started();
    SagaState state = saga.input(started).state().withChain(new ChainLink(1, Digest.ZERO));
    return new SagaChange.Written(partition, Optional.empty(), state, List.of(started));
  }

  @Test
  void shouldShowNothingBeforeTheCommitAndNothingOfADroppedPartition() {
    index.open(0).done();
    index.open(1).done();

    notes.add(started("s-1", 0));
    notes.add(started("s-2", 1));
    notes.add(started("s-3", 0));
    assertThat(index.size()).isZero();
    notes.drop(1);
    notes.committed();
    notes.committed();

    assertThat(index.size(0)).hasValue(2);
    assertThat(index.size(1)).hasValue(0);
    assertThat(shownAfter).hasSize(1);
    assertThat(index.rates().points(clock.millis()))
        .extracting(point -> point.started())
        .contains(2L);
  }
}
