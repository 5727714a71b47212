package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KnownTopicsTest {
  private final Map<String, CompletableFuture<Integer>> brokers = new HashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final KnownTopics topics =
      new KnownTopics(
          topic -> {
            asked.incrementAndGet();
            return brokers.getOrDefault(
                topic, CompletableFuture.failedFuture(new UnknownTopicOrPartitionException()));
          });

  @Test
  void shouldAskOnceAndServeInTheOrderOfTheCallsWhenTheAnswerComesLate() {
    // given
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    brokers.put("replies", answer);
    List<Integer> served = new ArrayList<>();
    List<CompletableFuture<Void>> checks =
        IntStream.range(0, 5)
            .mapToObj(i -> topics.check(record("replies", 0)).thenRun(() -> served.add(i)))
            .toList();
    assertThat(served).isEmpty();

    // when
    answer.complete(3);

    // then
    assertThat(checks).allMatch(CompletableFuture::isDone);
    assertThat(served).containsExactly(0, 1, 2, 3, 4);
    assertThat(topics.check(record("replies", 2))).isCompleted();
    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldRefuseAPartitionThatTheTopicDoesNotHave() {
    // given
    brokers.put("replies", CompletableFuture.completedFuture(3));

    // then
    assertThat(problem("replies", 3))
        .isInstanceOf(UnknownTopicOrPartitionException.class)
        .hasMessageContaining("replies has 3 partitions, not 3");
  }

  @Test
  void shouldAskThreeTimesForAMissingTopicAndThenRememberIt() {
    // when
    KafkaException first = problem("nowhere", 0);
    KafkaException second = problem("nowhere", 0);

    // then
    assertThat(first).isInstanceOf(UnknownTopicOrPartitionException.class);
    assertThat(second).isInstanceOf(UnknownTopicOrPartitionException.class);
    assertThat(asked).hasValue(3);
  }

  @Test
  void shouldAskAgainWhenTheBrokersDidNotAnswer() {
    // given
    brokers.put("replies", CompletableFuture.failedFuture(new TimeoutException("away")));
    assertThat(problem("replies", 0)).isInstanceOf(TimeoutException.class);

    // when
    brokers.put("replies", CompletableFuture.completedFuture(1));

    // then
    assertThat(topics.check(record("replies", 0))).isCompleted();
  }

  @Test
  void shouldBeAboutTheRecordWhenItMayNotBeWritten() {
    // given
    brokers.put(
        "replies", CompletableFuture.failedFuture(new TopicAuthorizationException("replies")));

    // then
    assertThat(RecordGuard.isAboutTheRecord(problem("replies", 0))).isTrue();
  }

  private KafkaException problem(String topic, int partition) {
    CompletableFuture<Void> check = topics.check(record(topic, partition));
    Awaitility.await().until(check::isDone);
    assertThat(check).isCompletedExceptionally();
    return KnownTopics.problem(check.handle((nothing, failure) -> failure).join());
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, int partition) {
    return new ProducerRecord<>(topic, partition, new byte[0], new byte[0]);
  }
}
