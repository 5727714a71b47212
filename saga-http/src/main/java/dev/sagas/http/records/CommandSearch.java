package dev.sagas.http.records;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Looks for a command in its topic: the journal knows when it was sent and where to, but not its
 * position.
 *
 * <ul>
 *   <li>Reads the saga's partition from {@value #SLACK_MS} ms before the command was sent, at most
 *       {@value #MAX_RECORDS} records.
 * </ul>
 */
public final class CommandSearch {
  /** How many records are looked at. */
  public static final int MAX_RECORDS = 200_000;

  /** By how much the broker's clock may be behind, in ms. */
  public static final long SLACK_MS = 1_000;

  private static final Duration POLL = Duration.ofMillis(200);

  private final Wanted wanted;
  private final long endNanos;
  private long records;

  private CommandSearch(Wanted wanted, Duration limit) {
    this.wanted = wanted;
    this.endNanos = System.nanoTime() + limit.toNanos();
  }

  /**
   * A command.
   *
   * @param topic where it was sent
   * @param sentAtMs epoch ms
   */
  public record Wanted(SagaId saga, String topic, String commandId, long sentAtMs) {}

  /**
   * What was found.
   *
   * @param position of the command; empty if it was not found
   * @param partition that was searched
   * @param records how many records were looked at
   * @param complete false if a bound ended the search before the partition's end
   */
  public record Findings(
      Optional<Position> position, int partition, long records, boolean complete) {}

  /**
   * Searches.
   *
   * @param limit how long it may take
   * @return empty if the deployment has no such topic of commands
   * @throws DeploymentException if the topic cannot be read
   */
  public static Optional<Findings> find(Deployment deployment, Wanted wanted, Duration limit) {
    if (!deployment.topics().isCommands(wanted.topic())) {
      return Optional.empty();
    }
    try (Consumer<byte[], byte[]> consumer = TopicReader.consumer(deployment.client())) {
      int partitions = consumer.partitionsFor(wanted.topic()).size();
      return partitions == 0
          ? Optional.empty()
          : Optional.of(new CommandSearch(wanted, limit).in(consumer, partitions));
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read %s, but %s"
              .formatted(wanted.topic(), ReadFailure.reason(e, deployment.client())),
          e);
    }
  }

  private Findings in(Consumer<byte[], byte[]> consumer, int partitions) {
    TopicPartition own =
        new TopicPartition(wanted.topic(), KeyPartition.of(wanted.saga(), partitions));
    OffsetAndTimestamp begin =
        consumer.offsetsForTimes(Map.of(own, Math.max(0, wanted.sentAtMs() - SLACK_MS))).get(own);
    if (begin == null) {
      return findings(own, Optional.empty(), true); // nothing was written since
    }
    consumer.assign(Set.of(own));
    consumer.seek(own, begin.offset());
    long end = consumer.endOffsets(Set.of(own)).getOrDefault(own, 0L);
    while (consumer.position(own) < end) {
      if (records >= MAX_RECORDS || System.nanoTime() - endNanos >= 0) {
        return findings(own, Optional.empty(), false);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        records++;
        if (isWanted(record)) {
          return findings(
              own,
              Optional.of(new Position(record.topic(), record.partition(), record.offset())),
              true);
        }
      }
    }
    return findings(own, Optional.empty(), true);
  }

  private Findings findings(TopicPartition own, Optional<Position> position, boolean complete) {
    return new Findings(position, own.partition(), records, complete);
  }

  private boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
    Header id = record.headers().lastHeader(SagaHeaders.COMMAND_ID);
    return id != null
        && id.value() != null
        && wanted.commandId().equals(new String(id.value(), StandardCharsets.UTF_8));
  }
}
