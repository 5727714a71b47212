package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The offsets of many commands in flight, committed together. */
@Timeout(60)
class GroupCommitTest {
  private static final TopicPartition PARTITION = new TopicPartition("inventory.commands", 0);
  private static final int COMMANDS = 600;
  private static final int SAGAS = 40;

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final CommandWorkers workers = new CommandWorkers("test", 8, this::work);
  private final CommandIntake intake = new CommandIntake(consumer, workers, Duration.ofMillis(200));
  private final Map<Long, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Set<Long> blocked = ConcurrentHashMap.newKeySet();
  private final Set<Long> broken = ConcurrentHashMap.newKeySet();
  private final Set<Long> finished = ConcurrentHashMap.newKeySet();

  @AfterEach
  void stop() {
    held.values().forEach(CountDownLatch::countDown);
    workers.interrupt();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldNeverCommitPastAnUnfinishedCommandWhenCommandsEndInAnyOrder(long seed) {
    // given: some are slow, some break at first
    Random random = new Random(seed);
    for (long offset = 0; offset < COMMANDS; offset++) {
      if (random.nextInt(20) == 0) {
        held.put(offset, new CountDownLatch(1));
      }
      if (random.nextInt(100) == 0) {
        broken.add(offset);
      }
    }
    assign();
    for (long offset = 0; offset < COMMANDS; offset++) {
      byte[] saga = ("order-" + random.nextInt(SAGAS)).getBytes(StandardCharsets.UTF_8);
      consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, saga, new byte[0]));
    }

    // when, then
    Set<Long> commits = new TreeSet<>();
    Awaitility.await()
        .atMost(Duration.ofSeconds(50))
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              intake.accept(consumer.poll(Duration.ZERO));
              intake.commit();
              long committed = committed();
              commits.add(committed);
              assertThat(finished)
                  .as("seed %s", seed)
                  .containsAll(LongStream.range(0, committed).boxed().toList());
              releaseOne(random);
              return committed == COMMANDS;
            });
    assertThat(finished).hasSize(COMMANDS);
    assertThat(commits).hasSizeLessThan(COMMANDS);
  }

  private void assign() {
    consumer.subscribe(List.of(PARTITION.topic()), intake);
    consumer.rebalance(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    workers.start();
  }

  private long committed() {
    OffsetAndMetadata offset = consumer.committed(Set.of(PARTITION)).get(PARTITION);
    return offset == null ? 0 : offset.offset();
  }

  private void releaseOne(Random random) {
    List<Long> waiting = blocked.stream().sorted().toList();
    if (!waiting.isEmpty()) {
      held.get(waiting.get(random.nextInt(waiting.size()))).countDown();
    }
  }

  private void work(CommandTask task) {
    long offset = task.record().offset();
    if (broken.remove(offset)) {
      throw new AssertionError("a bug of ours, for the test");
    }
    CountDownLatch slow = held.get(offset);
    if (slow != null) {
      blocked.add(offset);
      try {
        slow.await();
      } catch (InterruptedException e) {
        task.abandon();
        return;
      } finally {
        blocked.remove(offset);
      }
    }
    finished.add(offset);
    task.done();
  }
}
