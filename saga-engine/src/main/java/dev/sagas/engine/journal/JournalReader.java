package dev.sagas.engine.journal;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;
import dev.sagas.engine.wire.UnreadableRecordException;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a deployment's journal from its beginning to the end as seen at the start, once.
 *
 * <ul>
 *   <li>Only the journal and the schema registry are read.
 *   <li>An entry that cannot be read is left out: the chain it is missing from is broken.
 * </ul>
 */
final class JournalReader {
  private final Deployment config;
  private final Map<Integer, JournalBegin> begins = new HashMap<>();
  private final Map<Integer, Long> lastOffsets = new HashMap<>();
  private int partitions = 1;
  private long read;
  private Optional<List<byte[]>> values = Optional.empty();

  JournalReader(Deployment config) {
    this.config = config;
  }

  /** The same, which also keeps the values of what it passes on, in wire format. */
  JournalReader keeping(List<byte[]> sink) {
    values = Optional.of(sink);
    return this;
  }

  /** Is notified of the progress. */
  interface Progress {
    void at(long records, long of);
  }

  /**
   * What to read.
   *
   * @param sagas whose partitions are read; empty for all
   * @param partition read alone, if present
   * @param wanted sagas whose entries are decoded
   */
  record Part(Collection<SagaId> sagas, OptionalInt partition, Predicate<SagaId> wanted) {
    static final Part ALL = new Part(List.of(), OptionalInt.empty(), saga -> true);
  }

  /**
   * Reads.
   *
   * @throws DeploymentException if the cluster or the registry cannot be reached, or there is no
   *     journal
   */
  void read(Part part, Consumer<ReadEntry> sink, Progress progress) {
    String journal = config.topics().journal();
    try (WrittenRecords records = WrittenRecords.open(config.client(), config.topics());
        TopicReader reader = TopicReader.connect(config.client(), config.archive())) {
      if (!reader.topics().contains(journal)) {
        throw new DeploymentException(
            "Expected topic %s to exist, but it does not, or cannot be described: check the prefix"
                .formatted(journal));
      }
      List<TopicPartition> all = reader.partitions(List.of(journal));
      partitions = Math.max(1, all.size());
      begin(reader.add(all.stream().filter(chosen(part)).toList()));
      long unread = reader.unread();
      reader.readToEnd(
          record -> {
            accept(record, records, part.wanted(), sink);
            progress.at(count(record), unread);
          });
      progress.at(unread, unread);
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read the journal, but " + ReadFailure.reason(e, config.client()), e);
    }
  }

  private Predicate<TopicPartition> chosen(Part part) {
    if (part.partition().isPresent()) {
      return candidate -> candidate.partition() == part.partition().getAsInt();
    }
    Set<Integer> own = part.sagas().stream().map(this::partitionOf).collect(Collectors.toSet());
    return candidate -> own.isEmpty() || own.contains(candidate.partition());
  }

  private void begin(List<Position> positions) {
    for (Position first : positions) {
      begins.put(first.partition(), new JournalBegin(first.partition(), first.offset(), true));
      lastOffsets.put(first.partition(), first.offset() - 1);
    }
  }

  /** Gaps between offsets count: they are transaction markers, and what was compacted. */
  private long count(ConsumerRecord<byte[], byte[]> record) {
    Long last = lastOffsets.put(record.partition(), record.offset());
    read += record.offset() - (last == null ? record.offset() - 1 : last);
    return read;
  }

  private void accept(
      ConsumerRecord<byte[], byte[]> record,
      WrittenRecords records,
      Predicate<SagaId> wanted,
      Consumer<ReadEntry> sink) {
    byte[] value = record.value();
    if (value == null || record.key() == null) {
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (!SagaId.isValid(key) || !wanted.test(new SagaId(key))) {
      return;
    }
    JournalEntry entry;
    try {
      entry = records.entry(value);
    } catch (UnreadableRecordException e) {
      return; // stated in the contract
    }
    values.ifPresent(kept -> kept.add(value));
    sink.accept(
        ReadEntry.of(
            new Position(record.topic(), record.partition(), record.offset()), entry, value));
  }

  /** The saga's partition; known once the journal is being read. */
  int partitionOf(SagaId saga) {
    return KeyPartition.of(saga, partitions);
  }

  /** Where the saga's partition begins; known once the journal is being read. */
  JournalBegin beginOf(SagaId saga) {
    int partition = partitionOf(saga);
    return begins.getOrDefault(partition, new JournalBegin(partition, 0, false));
  }
}
