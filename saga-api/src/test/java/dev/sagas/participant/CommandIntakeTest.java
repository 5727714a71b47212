package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CommandIntakeTest {
  private static final TopicPartition PARTITION = new TopicPartition("inventory.commands", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile long broken = -1;
  private final BlockingQueue<Long> worked = new LinkedBlockingQueue<>();
  private final CommandWorkers workers = new CommandWorkers("test", 1, this::work);
  private final CommandIntake intake = new CommandIntake(consumer, workers, Duration.ofMillis(200));

  @BeforeEach
  void assign() {
    consumer.subscribe(List.of(PARTITION.topic()), intake);
    consumer.rebalance(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    workers.start();
  }

  @AfterEach
  void stop() {
    gate.countDown();
    workers.interrupt();
  }

  @Test
  void shouldPauseThePartitionAndKeepTheOrderWhenTheWorkersTakeNoMore() {
    // given
    deliver(0, 200);
    boolean crowded = intake.isCrowded();
    Set<TopicPartition> pausedWhenFull = consumer.paused();

    // when
    gate.countDown();
    Awaitility.await().until(() -> turn() && worked.size() == 200);

    // then
    assertThat(crowded).isTrue();
    assertThat(pausedWhenFull).containsExactly(PARTITION);
    assertThat(consumer.paused()).isEmpty();
    assertThat(List.copyOf(worked)).isSorted().doesNotHaveDuplicates().hasSize(200);
  }

  @Test
  void shouldCommitWhatIsDoneWhenThePartitionIsRevoked() {
    // given
    gate.countDown();
    deliver(0, 5);
    Awaitility.await().until(() -> worked.size() == 5);

    // when
    intake.onPartitionsRevoked(List.of(PARTITION));

    // then
    assertThat(consumer.committed(Set.of(PARTITION)))
        .containsEntry(PARTITION, new OffsetAndMetadata(5));
  }

  @Test
  void shouldLeaveWhatHasNotBegunWhenThePartitionIsRevoked() throws Exception {
    // given
    deliver(0, 5);
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    // when
    intake.onPartitionsRevoked(List.of(PARTITION));
    intake.onPartitionsAssigned(List.of(PARTITION));
    deliver(10, 11);
    gate.countDown();
    Awaitility.await().until(() -> worked.contains(10L));

    // then
    assertThat(worked).containsExactly(0L, 10L);
    assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION)).isNull();
  }

  @Test
  void shouldGoOnButCommitNothingWhenTheWorkItselfBreaks() {
    // given
    broken = 0;
    gate.countDown();

    // when
    deliver(0, 3);
    Awaitility.await().until(() -> worked.size() == 2);
    intake.commit();

    // then
    assertThat(worked).containsExactly(1L, 2L);
    assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION)).isNull();
  }

  @Test
  void shouldHandleItAgainAndThenCommitWhenTheWorkBrokeOnce() {
    // given
    broken = 0;
    gate.countDown();
    deliver(0, 3);
    Awaitility.await().until(() -> worked.size() == 2);

    // when
    broken = -1;

    // then: without another poll of it
    Awaitility.await().until(() -> turn() && worked.contains(0L));
    Awaitility.await()
        .until(
            () -> {
              intake.commit();
              return new OffsetAndMetadata(3)
                  .equals(consumer.committed(Set.of(PARTITION)).get(PARTITION));
            });
    assertThat(worked).containsExactly(1L, 2L, 0L);
  }

  private void work(CommandTask task) {
    begun.countDown();
    try {
      assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
      if (task.record().offset() == broken) {
        throw new AssertionError("a bug of ours, for the test");
      }
      worked.add(task.record().offset());
      task.done();
    } catch (InterruptedException e) {
      task.abandon();
    }
  }

  private boolean turn() {
    intake.accept(consumer.poll(Duration.ofMillis(1)));
    return true;
  }

  private void deliver(int from, int to) {
    for (int offset = from; offset < to; offset++) {
      byte[] key = ("order-" + offset).getBytes(StandardCharsets.UTF_8);
      consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, key, new byte[0]));
    }
    turn();
  }
}
