package dev.sagas.operate.history;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks up when replies were written: their topic has it as long as it keeps them, the journal does
 * not.
 */
public final class RecordTimes {
  /** How many replies are looked up: the newest of a longer history. */
  static final int MAX_LOOKED_UP = 200;

  private static final Duration POLL = Duration.ofMillis(100);

  private RecordTimes() {}

  /** Where the replies are that caused these transitions; at most {@value #MAX_LOOKED_UP}. */
  public static List<Position> replies(List<JournalEntry> transitions) {
    List<Position> all =
        transitions.stream()
            .filter(entry -> entry.cause().kind() == Cause.Kind.REPLY)
            .flatMap(entry -> entry.cause().position().stream())
            .toList();
    return all.subList(Math.max(0, all.size() - MAX_LOOKED_UP), all.size());
  }

  /**
   * The times of the records that are still there, epoch ms.
   *
   * @param limit how long it may take; what was not found by then is missing
   * @throws DeploymentException if the topics cannot be read
   */
  public static Map<Position, Long> read(
      Deployment deployment, Collection<Position> positions, Duration limit) {
    Map<Position, Long> times = new HashMap<>();
    if (positions.isEmpty()) {
      return times;
    }
    long endNanos = System.nanoTime() + limit.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(deployment.client())) {
      for (Position position : positions) {
        if (!times.containsKey(position) && System.nanoTime() - endNanos < 0) {
          find(consumer, position, times);
        }
      }
      times.keySet().retainAll(positions);
      return times;
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read replies, but " + ReadFailure.reason(e, deployment.client()), e);
    }
  }

  /** A poll returns the records after it, too, which are often the next ones that are wanted. */
  private static void find(
      KafkaConsumer<byte[], byte[]> consumer, Position wanted, Map<Position, Long> times) {
    TopicPartition partition = new TopicPartition(wanted.topic(), wanted.partition());
    consumer.assign(Set.of(partition));
    consumer.seek(partition, wanted.offset());
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      times.put(
          new Position(record.topic(), record.partition(), record.offset()), record.timestamp());
    }
  }
}
