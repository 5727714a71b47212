package dev.sagas.export.run;

import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.journal.RunKey;
import dev.sagas.export.jdbc.EndedRuns;
import dev.sagas.export.jdbc.ExportDatabase;
import dev.sagas.export.jdbc.ExportException;
import dev.sagas.export.jdbc.PositionMovedException;
import dev.sagas.protocol.SagaId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions of the journal whose position in the database is known, and what is folded of them.
 * Not thread-safe.
 */
final class ExportedPartitions {
  private static final int MAX_STATES = 20_000;
  private static final Duration DELETE_EVERY = Duration.ofMinutes(10);

  private final JournalRecords journal;
  private final ExportDatabase database;
  private final ExportRetention retention;
  private final Clock clock;
  private final Map<TopicPartition, StretchFold> folds = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<TopicPartition, Long> exportedBefore = new HashMap<>();
  private long entries;
  private long deleteAtNanos = System.nanoTime();

  /** None yet; ended sagas are deleted as {@code retention} says. */
  ExportedPartitions(
      JournalRecords journal, ExportDatabase database, ExportRetention retention, Clock clock) {
    this.journal = journal;
    this.database = database;
    this.retention = retention;
    this.clock = clock;
  }

  boolean isPlaced(TopicPartition partition) {
    return positions.containsKey(partition);
  }

  boolean isAnyPlaced() {
    return !positions.isEmpty();
  }

  void forget(Collection<TopicPartition> partitions) {
    positions.keySet().removeAll(partitions);
    exportedBefore.keySet().removeAll(partitions);
    folds.keySet().removeAll(partitions);
  }

  /** Until they are placed again. */
  void forgetAll() {
    exportedBefore.putAll(positions);
    positions.clear();
    folds.clear();
  }

  /**
   * Reads where to continue each of these partitions; one that the database does not know begins
   * where the journal does.
   *
   * @return the next offset of each
   * @throws ExportException if a partition ends before what was exported of it
   */
  Map<TopicPartition, Long> place(
      Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) throws SQLException {
    Map<Integer, Long> known = database.positions();
    Map<Integer, Long> unknown = new HashMap<>();
    beginnings.forEach((partition, first) -> unknown.put(partition.partition(), first));
    unknown.keySet().removeAll(known.keySet());
    database.begin(unknown, clock.millis());
    known.putAll(unknown);
    Map<TopicPartition, Long> placed = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long next = known.getOrDefault(partition.partition(), 0L);
          requirePossible(partition, next, end);
          placed.put(partition, next);
        });
    positions.putAll(placed);
    return placed;
  }

  private static void requirePossible(TopicPartition partition, long next, long end) {
    if (next > end) {
      throw new ExportException(
          """
          Expected %s to have what was exported, up to offset %s, but it ends at %s: it was \
          created again. Export it into another schema, or with --rebuild\
          """
              .formatted(partition, next, end));
    }
  }

  /**
   * Writes what these records change, with the position after them. Records of a partition that is
   * not placed are left out: they were read before a failure, and are read again.
   */
  void export(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> polled)
      throws SQLException, PositionMovedException {
    Long from = positions.get(partition);
    if (from == null) {
      return;
    }
    List<ReadEntry> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      journal.read(record).ifPresent(read::add);
    }
    StretchFold fold =
        folds.computeIfAbsent(partition, key -> new StretchFold(journal.rows(), MAX_STATES));
    StretchFold.Folded folded = fold.fold(read, database.states(sagas(fold.missing(read))));
    ConsumerRecord<byte[], byte[]> last = polled.get(polled.size() - 1);
    database.write(
        folded.rows(),
        new ExportDatabase.Stretch(
            partition.partition(), from, last.offset() + 1, last.timestamp(), clock.millis()));
    fold.written(folded);
    positions.put(partition, last.offset() + 1);
    entries += read.size();
  }

  private static Set<SagaId> sagas(List<RunKey> runs) {
    Set<SagaId> sagas = new HashSet<>();
    runs.forEach(run -> sagas.add(run.saga()));
    return sagas;
  }

  boolean isDeletionDue() {
    return System.nanoTime() - deleteAtNanos >= 0;
  }

  /** Deletes what is old enough, to be done from time to time; several instances may at once. */
  void deleteExpired() throws SQLException {
    for (EndedRuns ended : retention.expired(clock.millis())) {
      database.delete(ended);
    }
    deleteAtNanos = System.nanoTime() + DELETE_EVERY.toNanos();
  }

  /** Up to where a partition was exported when it was last placed. */
  OptionalLong exportedBefore(TopicPartition partition) {
    Long offset = exportedBefore.get(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** Up to where each partition is exported. */
  Map<TopicPartition, OffsetAndMetadata> offsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    positions.forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
    return offsets;
  }

  /** Notes that all of these was exported that was there at that time. */
  void whole(Set<TopicPartition> exported, long atMs) throws SQLException {
    List<Integer> numbers =
        exported.stream().filter(this::isPlaced).map(TopicPartition::partition).toList();
    database.whole(numbers, atMs);
  }

  /** Says what time it is. */
  Clock clock() {
    return clock;
  }

  /** How many entries were exported. */
  long entries() {
    return entries;
  }
}
