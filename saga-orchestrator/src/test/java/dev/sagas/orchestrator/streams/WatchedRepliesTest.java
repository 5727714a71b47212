package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R6a: what was read counts for its own topic, partition, thread and assignment only. */
class WatchedRepliesTest {
  private static final String REPLIES = "saga.replies";
  private static final String SIGNALS = "saga.signals";
  private static final TopicPartition PARTITION = new TopicPartition(REPLIES, 0);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long DUE_AT_MS = EngineDriver.START.toEpochMilli();

  private final Admin nowhere = Admin.create(Map.of("bootstrap.servers", "localhost:1"));
  private final VirtualClock clock = new VirtualClock(EngineDriver.START);
  private final WatchedReplies replies =
      WatchedReplies.watch(nowhere, Set.of(REPLIES, SIGNALS), new OneInput(), clock);

  /** One input on each partition of each topic, which is not committed. */
  private static final class OneInput implements ReplyOffsets {
    @Override
    public Map<TopicPartition, CompletableFuture<Long>> ends(Set<TopicPartition> partitions) {
      return partitions.stream()
          .collect(
              Collectors.toMap(
                  Function.identity(), partition -> CompletableFuture.completedFuture(1L)));
    }

    @Override
    public CompletableFuture<Long> settled(TopicPartition partition) {
      return CompletableFuture.completedFuture(0L);
    }
  }

  @AfterEach
  void close() {
    replies.close();
  }

  @Test
  void shouldCountOnlyTheInputsOfThePartition() {
    // given
    read("saga.others", 0);
    readAll(1);

    // when
    awaitPast(1);

    // then
    assertThat(looks(0)).containsOnly(false);
    readAll(0);
    awaitPast(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {REPLIES, SIGNALS})
  void shouldWaitForEveryInputTopicWhenOneIsNotRead(String first) {
    // given
    read(first, 0);

    // when
    List<Boolean> before = looks(0);
    readAll(0);

    // then
    assertThat(before).containsOnly(false);
    awaitPast(0);
  }

  @Test
  void shouldWatchEveryTopicThatTheTopologyReads() {
    assertThat(EngineTopology.inputs(TopicNames.DEFAULT))
        .containsExactlyInAnyOrder(
            "saga.requests", "saga.replies", "saga.signals", "saga.operations");
  }

  @Test
  void shouldKnowNothingWhenThePartitionWasClosed() {
    // given
    readAll(0);
    awaitPast(0);

    // when
    replies.closed(0);

    // then
    assertThat(looks(0)).containsOnly(false);
  }

  @Test
  void shouldNotSpeakForAnotherThread() {
    // given
    readAll(0);
    awaitPast(0);

    // when
    List<Boolean> elsewhere =
        CompletableFuture.supplyAsync(() -> looks(0), task -> new Thread(task).start()).join();

    // then
    assertThat(elsewhere).containsOnly(false);
  }

  @Test
  void shouldFailAfterAPauseWhenTheBrokersDoNotAnswer() {
    // given
    BrokerOffsets offsets = new BrokerOffsets(nowhere, "sagas");
    nowhere.close(Duration.ZERO);

    // when
    long startedAt = System.nanoTime();
    CompletableFuture<Long> settled = offsets.settled(PARTITION);
    CompletableFuture<Long> end = offsets.ends(Set.of(PARTITION)).get(PARTITION);

    // then
    assertThat(settled.handle((offset, failure) -> failure != null).join()).isTrue();
    assertThat(end.handle((offset, failure) -> failure != null).join()).isTrue();
    assertThat(System.nanoTime() - startedAt).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
  }

  private void awaitPast(int partition) {
    await().pollInSameThread().atMost(LIMIT).until(() -> look(partition));
  }

  private List<Boolean> looks(int partition) {
    return IntStream.range(0, 100).mapToObj(again -> look(partition)).toList();
  }

  private boolean look(int partition) {
    boolean past = replies.hasReadPast(partition, DUE_AT_MS);
    replies.expect(partition, DUE_AT_MS);
    return past;
  }

  private void readAll(int partition) {
    read(REPLIES, partition);
    read(SIGNALS, partition);
  }

  private void read(String topic, int partition) {
    TopicPartition from = new TopicPartition(topic, partition);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(topic, partition, 0, new byte[0], new byte[0]);
    replies.polled(
        new ConsumerRecords<>(
            Map.of(from, List.of(record)), Map.of(from, new OffsetAndMetadata(1))));
    replies.processed(new Position(topic, partition, 0));
  }
}
