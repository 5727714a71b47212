package dev.sagas.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.orchestrator.streams.CommitListener;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.orchestrator.streams.Takeovers;
import dev.sagas.orchestrator.streams.Uncommitted;
import dev.sagas.orchestrator.streams.UncommittedNotes;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a scrape shows as of now. */
class OrchestratorMetricsTest {
  private static final TopicPartition CHECKPOINTS = new TopicPartition("checkpoints", 1);
  private static final TopicPartition TIMERS = new TopicPartition("timers", 1);

  private final SteppedClock clock = new SteppedClock();
  private final OrchestratorMetrics metrics = new OrchestratorMetrics(clock);

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void shouldShowWhatLiveSagasWaitForWhenThereIsAnIndex() {
    // given
    LiveIndex index = new LiveIndex();
    index.open(0).done();
    metrics.live(index);
    CommittedSaga waiting = new CommittedSaga("s-1", new Indexed(index), clock);
    CommittedSaga broken = new CommittedSaga("s-2", new Indexed(index), clock);

    // when
    waiting.input(waiting.started(), waiting.command(CommittedSaga.STOCK, Action.EXECUTE, 1));
    broken.input(
        broken.started(),
        broken.command(CommittedSaga.STOCK, Action.EXECUTE, 1),
        new SagaEvent.IncidentRaised(
            "i-1", Optional.of(CommittedSaga.STOCK), IncidentCode.FENCE_EXPIRED, "Too late"));
    clock.advance(90_000);
    String first = metrics.scrape();
    waiting.input(new SagaEvent.Ended(SagaStatus.COMPLETED, clock.millis()));
    String second = metrics.scrape();

    // then
    assertThat(first)
        .contains(
            "saga_live{saga_type=\"order-fulfilment\",wait=\"reply\"} 1.0",
            "saga_live{saga_type=\"order-fulfilment\",wait=\"incident\"} 1.0",
            "saga_oldest_wait_seconds{wait=\"reply\"} 90.04",
            "saga_oldest_wait_seconds{wait=\"sleep\"} 0.0",
            "saga_participant_awaited{participant=\"inventory\"} 1.0",
            "saga_incidents_open{code=\"FENCE_EXPIRED\"} 1.0");
    assertThat(second)
        .doesNotContain("wait=\"reply\"} 1.0", "saga_participant_awaited{")
        .contains("saga_oldest_wait_seconds{wait=\"reply\"} 0.0");
  }

  private record Indexed(LiveIndex index) implements CommitListener {
    @Override
    public void opened(int partition) {
      index.open(partition).done();
    }

    @Override
    public void closed(int partition) {
      index.close(partition);
    }

    @Override
    public Uncommitted uncommitted() {
      return new UncommittedNotes<SagaChange>(
          Optional::of, changes -> changes.forEach(change -> change.accept(new ToIndex(index))));
    }
  }

  private record ToIndex(LiveIndex index) implements SagaChange.Visitor<ToIndex> {
    @Override
    public ToIndex written(SagaChange.Written change) {
      index.committed(change.partition(), change.after());
      return this;
    }

    @Override
    public ToIndex forgotten(SagaChange.Forgotten change) {
      return this;
    }

    @Override
    public ToIndex refused(SagaChange.Refused change) {
      return this;
    }
  }

  @Test
  void shouldShowWhatRemainsWhenAPartitionIsRestored() {
    // given
    List<Integer> ready = new ArrayList<>();
    Takeovers takeovers = metrics.following(new ReadyPartitions(ready));
    metrics.commits().opened(0);

    // when
    takeovers.onRestoreStart(CHECKPOINTS, "checkpoints", 100, 1_100);
    takeovers.onRestoreStart(TIMERS, "timers", 0, 50);
    takeovers.onBatchRestored(CHECKPOINTS, "checkpoints", 599, 500);
    String meanwhile = metrics.scrape();
    clock.advance(2_000);
    takeovers.onRestoreEnd(CHECKPOINTS, "checkpoints", 1_000);
    takeovers.onRestoreEnd(TIMERS, "timers", 50);
    takeovers.ready(1);
    metrics.commits().opened(1);
    String restored = metrics.scrape();

    // then
    assertThat(meanwhile)
        .contains(
            "saga_restore_remaining{partition=\"0\"} 0.0",
            "saga_restore_remaining{partition=\"1\"} 550.0");
    assertThat(restored)
        .contains(
            "saga_restore_remaining{partition=\"1\"} 0.0", "saga_restore_time_seconds_sum 2.0");
    assertThat(ready).containsExactly(1);
  }

  private record ReadyPartitions(List<Integer> ready) implements Takeovers {
    @Override
    public void ready(int partition) {
      ready.add(partition);
    }

    @Override
    public void onRestoreStart(
        TopicPartition partition, String store, long startOffset, long endOffset) {
      // Only what is ready is kept.
    }

    @Override
    public void onBatchRestored(
        TopicPartition partition, String store, long endOffset, long records) {
      // Only what is ready is kept.
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
      // Only what is ready is kept.
    }
  }

  @Test
  void shouldShowHealthAsNumbers() {
    // when
    metrics.health(() -> Optional.of("REBALANCING"), Optional::empty);

    // then
    assertThat(metrics.scrape()).contains("saga_ready 0.0", "saga_alive 1.0");
  }
}
