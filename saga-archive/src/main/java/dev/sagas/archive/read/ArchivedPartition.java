package dev.sagas.archive.read;

import dev.sagas.archive.format.ArchiveException;
import dev.sagas.archive.format.ArchivedRecords;
import dev.sagas.engine.wire.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A partition of which the archive has records from the reader's position on.
 *
 * <ul>
 *   <li>What the topic no longer has is given from the archive; what both have from the topic, and
 *       compared.
 * </ul>
 */
final class ArchivedPartition implements AutoCloseable {
  private static final int MAX_RECORDS = 500;
  private static final long MAX_BYTES = 1 << 20;

  private final SegmentCursor stored;
  private final long archiveEnd;
  private final BiConsumer<Position, String> differences;
  private long position;
  private long stop;
  private boolean isFromTopic;
  private boolean isInTopicAlone;

  ArchivedPartition(
      SegmentCursor stored,
      long position,
      long archiveEnd,
      BiConsumer<Position, String> differences) {
    this.stored = stored;
    this.position = position;
    this.stop = position;
    this.archiveEnd = archiveEnd;
    this.differences = differences;
  }

  /** The offset of the next record that the archive gives. */
  long position() {
    return position;
  }

  long archiveEnd() {
    return archiveEnd;
  }

  /** Whether the topic gives the records, and the archive is only compared. */
  boolean isFromTopic() {
    return isFromTopic;
  }

  /** Whether it must be known again where the topic begins. */
  boolean isAtStop() {
    return position >= stop;
  }

  /** Gives what the topic does not have, and leaves the rest to the topic. */
  void topicBeginsAt(long offset) {
    stop = Math.min(offset, archiveEnd);
    isFromTopic = offset <= position;
  }

  /** Some records from the archive, all before the topic's first one. */
  List<ConsumerRecord<byte[], byte[]>> take() {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
    long bytes = 0;
    while (taken.size() < MAX_RECORDS && bytes < MAX_BYTES) {
      Optional<ConsumerRecord<byte[], byte[]>> next = stored.peek();
      if (next.isEmpty() || next.get().offset() >= stop) {
        position = Math.max(position, stop);
        return taken;
      }
      stored.skip();
      taken.add(next.get());
      bytes += ArchivedRecords.bytes(next.get());
      position = next.get().offset() + 1;
    }
    return taken;
  }

  /**
   * Compares what the topic gives with the archive.
   *
   * @param topicBegin where the topic begins now: it may have lost what it was about to give
   * @return what the topic gives, and before it what it has just lost
   */
  List<ConsumerRecord<byte[], byte[]>> compared(
      List<ConsumerRecord<byte[], byte[]>> given, LongSupplier topicBegin) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : given) {
      requireNoGap(record, topicBegin);
      all.addAll(passOver(Math.min(record.offset(), archiveEnd), topicBegin));
      if (record.offset() < archiveEnd) {
        compare(record);
      }
      all.add(record);
    }
    return all;
  }

  /**
   * Only where the topic alone has what follows: it may just have lost what follows the archive.
   */
  private void requireNoGap(ConsumerRecord<byte[], byte[]> record, LongSupplier topicBegin) {
    if (isInTopicAlone || record.offset() < archiveEnd) {
      return;
    }
    isInTopicAlone = true;
    if (record.offset() > archiveEnd && topicBegin.getAsLong() > archiveEnd) {
      throw new ArchiveException(
          "Expected %s-%s to continue at offset %s, where its archive ends, but it continues at %s"
              .formatted(record.topic(), record.partition(), archiveEnd, record.offset()));
    }
  }

  private void compare(ConsumerRecord<byte[], byte[]> record) {
    Optional<ConsumerRecord<byte[], byte[]>> same =
        stored.peek().filter(next -> next.offset() == record.offset());
    if (same.isEmpty()) {
      report(record, "it is in the topic alone");
      return;
    }
    stored.skip();
    ArchivedRecords.difference(same.get(), record)
        .ifPresent(parts -> report(record, "they differ in: " + parts));
  }

  /** Archived records before this offset that the topic has not given. */
  List<ConsumerRecord<byte[], byte[]>> passOver(long before, LongSupplier topicBegin) {
    List<ConsumerRecord<byte[], byte[]>> lost = new ArrayList<>();
    Optional<ConsumerRecord<byte[], byte[]>> next = stored.peek();
    while (next.isPresent() && next.get().offset() < before) {
      if (next.get().offset() < topicBegin.getAsLong()) {
        lost.add(next.get());
      } else {
        report(next.get(), "it is in the archive alone");
      }
      stored.skip();
      next = stored.peek();
    }
    return lost;
  }

  private void report(ConsumerRecord<byte[], byte[]> record, String what) {
    differences.accept(new Position(record.topic(), record.partition(), record.offset()), what);
  }

  @Override
  public void close() {
    stored.close();
  }
}
