package dev.sagas.operate.records;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one record of a saga at its position, as journal and timeline name it.
 *
 * <ul>
 *   <li>Only records of requests, replies, signals and commands of the deployment whose key is the
 *       saga's id: nothing else can be read through it.
 * </ul>
 */
public final class RecordLookup {
  private static final Duration POLL = Duration.ofMillis(200);

  private RecordLookup() {}

  /**
   * The record at a position.
   *
   * @param limit how long it may take
   * @return empty if it is not a record of the saga, is no longer kept, or was not found in time
   * @throws DeploymentException if the topic cannot be read
   */
  public static Optional<RecordOfSaga> find(
      Deployment deployment, SagaId saga, Position position, Duration limit) {
    if (!isReadable(deployment.topics(), position.topic())) {
      return Optional.empty();
    }
    byte[] key = saga.value().getBytes(StandardCharsets.UTF_8);
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(deployment.client())) {
      return at(consumer, position, limit)
          .filter(record -> Arrays.equals(record.key(), key))
          .map(RecordOfSaga::of);
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read %s, but %s"
              .formatted(position.topic(), ReadFailure.reason(e, deployment.client())),
          e);
    }
  }

  static boolean isReadable(TopicNames names, String topic) {
    return List.of(names.requests(), names.replies(), names.signals()).contains(topic)
        || names.isCommands(topic);
  }

  private static Optional<ConsumerRecord<byte[], byte[]>> at(
      KafkaConsumer<byte[], byte[]> consumer, Position position, Duration limit) {
    TopicPartition partition = new TopicPartition(position.topic(), position.partition());
    boolean exists =
        consumer.partitionsFor(position.topic()).stream()
            .anyMatch(info -> info.partition() == position.partition());
    if (!exists
        || position.offset()
            >= consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L)) {
      return Optional.empty();
    }
    consumer.assign(Set.of(partition));
    consumer.seek(partition, position.offset());
    long endNanos = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - endNanos < 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() == position.offset() ? Optional.of(record) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
