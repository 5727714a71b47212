package dev.sagas.operate.action;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows what the orchestrator commits about one saga from a certain moment on: opened before the
 * input is sent, it cannot miss the answer.
 */
final class AnswerTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** A start that was in flight follows a parked input at once. */
  private static final Duration AFTER_PARKING = Duration.ofSeconds(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final WrittenRecords records;
  private final AnswerReader reader;

  private AnswerTail(
      KafkaConsumer<byte[], byte[]> consumer, WrittenRecords records, AnswerReader reader) {
    this.consumer = consumer;
    this.records = records;
    this.reader = reader;
  }

  /**
   * Begins at the topics' ends as they are now.
   *
   * @param input the topic that the input is for
   * @throws DeploymentException if there is no journal, or no topic for the input
   */
  static AnswerTail open(Deployment deployment, SagaId saga, String input) {
    AnswerTopics topics = AnswerTopics.of(deployment);
    WrittenRecords records = WrittenRecords.open(deployment.client(), deployment.topics());
    KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(deployment.client());
    AnswerTail tail = new AnswerTail(consumer, records, new AnswerReader(topics, records, saga));
    try {
      List<TopicPartition> partitions = tail.partitions(topics, saga, input);
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position); // seeking is lazy
      return tail;
    } catch (RuntimeException e) {
      tail.close();
      throw e;
    }
  }

  /** A dead letter may be on any partition; the rest is on the saga's own. */
  private List<TopicPartition> partitions(AnswerTopics topics, SagaId saga, String input) {
    Set<String> visible = consumer.listTopics().keySet();
    for (String needed : List.of(topics.journal(), input)) {
      if (!visible.contains(needed)) {
        throw DeploymentException.unseen(needed, needed.equals(input) ? "WRITE" : "READ");
      }
    }
    int count = consumer.partitionsFor(topics.journal()).size();
    int own = KeyPartition.of(saga, Math.max(1, count));
    List<TopicPartition> partitions = new ArrayList<>();
    partitions.add(new TopicPartition(topics.journal(), own));
    if (visible.contains(topics.parked())) {
      partitions.add(new TopicPartition(topics.parked(), own));
    }
    if (visible.contains(topics.deadLetters())) {
      consumer
          .partitionsFor(topics.deadLetters())
          .forEach(
              info -> partitions.add(new TopicPartition(topics.deadLetters(), info.partition())));
    }
    return partitions;
  }

  /** Waits for the answer to the input at that position. */
  Answer await(Position input, Duration timeout) {
    long begin = System.nanoTime();
    long limit = timeout.toNanos();
    Optional<Answer> parked = Optional.empty();
    for (long left = limit; left > 0; left = limit - (System.nanoTime() - begin)) {
      for (ConsumerRecord<byte[], byte[]> record : poll(left)) {
        Optional<Answer> answer = reader.read(input, record);
        if (answer.isPresent() && !(answer.get() instanceof Answer.Parked)) {
          return answer.get();
        }
        if (answer.isPresent() && parked.isEmpty()) {
          parked = answer;
          limit = Math.min(limit, System.nanoTime() - begin + AFTER_PARKING.toNanos());
        }
      }
    }
    return parked.orElseGet(
        () ->
            new Answer.Unknown(
                """
                Expected an answer within %s ms, but there was none: it may still be applied. Is \
                the orchestrator running?\
                """
                    .formatted(timeout.toMillis())));
  }

  private ConsumerRecords<byte[], byte[]> poll(long leftNanos) {
    return consumer.poll(Duration.ofNanos(Math.min(POLL.toNanos(), leftNanos)));
  }

  @Override
  public void close() {
    consumer.close();
    records.close();
  }
}
