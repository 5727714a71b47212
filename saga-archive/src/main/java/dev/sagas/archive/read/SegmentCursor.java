package dev.sagas.archive.read;

import dev.sagas.archive.format.ManifestEntry;
import dev.sagas.archive.format.SegmentRecords;
import dev.sagas.archive.format.StoredArchive;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the archived records of a partition, from an offset on, segment by segment. */
final class SegmentCursor implements AutoCloseable {
  private final StoredArchive archive;
  private final List<ManifestEntry> entries;
  private final long from;
  private int segment;
  private Optional<SegmentRecords> open = Optional.empty();
  private Optional<ConsumerRecord<byte[], byte[]>> next = Optional.empty();

  SegmentCursor(StoredArchive archive, int partition, long from) {
    this.archive = archive;
    this.entries = archive.entries(partition);
    this.from = from;
    while (segment < entries.size() && entries.get(segment).stretch().nextOffset() <= from) {
      segment++;
    }
  }

  /** The next record, without passing it; empty at the end of the archive. */
  Optional<ConsumerRecord<byte[], byte[]>> peek() {
    while (next.isEmpty() && segment < entries.size()) {
      if (open.isEmpty()) {
        open =
            Optional.of(
                SegmentRecords.open(archive.store(), archive.identity(), entries.get(segment)));
      }
      next = open.get().next();
      if (next.isEmpty()) {
        close();
        segment++;
      } else if (next.get().offset() < from) {
        next = Optional.empty();
      }
    }
    return next;
  }

  /** Passes the record that {@link #peek} shows. */
  void skip() {
    next = Optional.empty();
  }

  @Override
  public void close() {
    open.ifPresent(SegmentRecords::close);
    open = Optional.empty();
  }
}
