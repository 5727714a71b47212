package dev.sagas.operate.query;

import dev.sagas.engine.core.Incident;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.UnreadableRecordException;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.KeyPartition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds the journal entries that contain the inputs which led to a saga's incidents.
 *
 * <ul>
 *   <li>Reads the saga's partition from the time of the first incident until all are found.
 * </ul>
 */
public final class KeptInputs {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long STALLED_AFTER_MS = 30_000;

  private final SagaState saga;
  private final byte[] key;
  private final Set<Long> wanted;
  private final Map<Long, KeptInput> found = new HashMap<>();

  private KeptInputs(SagaState saga) {
    this.saga = saga;
    this.key = saga.identity().id().value().getBytes(StandardCharsets.UTF_8);
    this.wanted = saga.incidents().stream().map(Incident::revision).collect(Collectors.toSet());
  }

  /**
   * The inputs kept, by the incident's revision; one whose entry has expired is left out.
   *
   * @param deployment its client settings must name the schema registry
   * @throws DeploymentException if the journal or the registry cannot be read
   */
  public static Map<Long, KeptInput> of(Deployment deployment, SagaState saga) {
    KeptInputs search = new KeptInputs(saga);
    if (search.wanted.isEmpty()) {
      return Map.of();
    }
    try (WrittenRecords records = WrittenRecords.open(deployment.client(), deployment.topics());
        KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(deployment.client())) {
      search.run(consumer, deployment.topics().journal(), records);
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read the journal, but " + ReadFailure.reason(e, deployment.client()), e);
    }
    return Map.copyOf(search.found);
  }

  private void run(KafkaConsumer<byte[], byte[]> consumer, String journal, WrittenRecords records) {
    int count = consumer.partitionsFor(journal).size();
    TopicPartition own = new TopicPartition(journal, KeyPartition.of(key, Math.max(1, count)));
    Optional<Long> begin = begin(consumer, own);
    if (begin.isEmpty()) {
      return;
    }
    consumer.assign(Set.of(own));
    consumer.seek(own, begin.get());
    long end = consumer.endOffsets(Set.of(own)).getOrDefault(own, 0L);
    long progressAt = System.nanoTime();
    while (found.size() < wanted.size() && consumer.position(own) < end) {
      long before = consumer.position(own);
      consumer.poll(POLL).forEach(record -> take(record, records));
      if (consumer.position(own) > before) {
        progressAt = System.nanoTime();
      } else if (System.nanoTime() - progressAt > Duration.ofMillis(STALLED_AFTER_MS).toNanos()) {
        throw new DeploymentException(
            "Expected to read on in " + own + ", but nothing came for " + STALLED_AFTER_MS + " ms");
      }
    }
  }

  /** An entry has its transition's time, which is that of the incident. */
  private Optional<Long> begin(KafkaConsumer<byte[], byte[]> consumer, TopicPartition own) {
    long firstAtMs = saga.incidents().stream().mapToLong(Incident::raisedAtMs).min().orElse(0);
    OffsetAndTimestamp begin = consumer.offsetsForTimes(Map.of(own, firstAtMs)).get(own);
    return begin == null ? Optional.empty() : Optional.of(begin.offset());
  }

  private void take(ConsumerRecord<byte[], byte[]> record, WrittenRecords records) {
    byte[] value = record.value();
    if (value == null || !Arrays.equals(record.key(), key)) {
      return;
    }
    try {
      JournalEntry entry = records.entry(value);
      if (entry.note().isEmpty()
          && entry.identity().run().equals(saga.identity().run())
          && wanted.contains(entry.revision())) {
        Position at = new Position(record.topic(), record.partition(), record.offset());
        found.put(entry.revision(), new KeptInput(at, entry.cause().position()));
      }
    } catch (UnreadableRecordException e) {
      return; // the audit reports it
    }
  }
}
