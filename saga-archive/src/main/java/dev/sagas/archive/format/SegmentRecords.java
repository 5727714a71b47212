package dev.sagas.archive.format;

import dev.sagas.objects.ObjectStore;
import dev.sagas.schema.ArchivedRecord;
import dev.sagas.serde.AvroTrust;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a segment's records in order.
 *
 * <ul>
 *   <li>The segment is first copied to a local file, and compared with its digest: no record of a
 *       damaged segment is passed on.
 *   <li>The records are checked, too: their number, their times, and that their offsets grow and
 *       are in the segment's stretch.
 * </ul>
 */
public final class SegmentRecords implements AutoCloseable {
  static {
    AvroTrust.allow(List.of("dev.sagas.schema"));
  }

  private final ManifestEntry entry;
  private final String topic;
  private final Path local;
  private final DataFileStream<ArchivedRecord> records;
  private Optional<RecordTimeSpan> times = Optional.empty();
  private long read;
  private long nextOffset;

  private SegmentRecords(
      ManifestEntry entry, String topic, Path local, DataFileStream<ArchivedRecord> records) {
    this.entry = entry;
    this.topic = topic;
    this.local = local;
    this.records = records;
    this.nextOffset = entry.stretch().firstOffset();
  }

  /**
   * Opens a segment.
   *
   * @throws ArchiveException if its file is missing or is not what the manifest says
   */
  public static SegmentRecords open(
      ObjectStore store, ArchiveIdentity archive, ManifestEntry entry) {
    Path local = null;
    try {
      local = Files.createTempFile("saga-archive-", ".avro");
      SegmentFiles.fetch(store, entry.file(), local);
      InputStream in = new BufferedInputStream(Files.newInputStream(local));
      DataFileStream<ArchivedRecord> records =
          new DataFileStream<>(in, new SpecificDatumReader<>(ArchivedRecord.class));
      SegmentMetadata.require(records, archive, entry);
      return new SegmentRecords(entry, archive.topic(), local, records);
    } catch (IOException | AvroRuntimeException e) {
      delete(local);
      throw unreadable(entry, e);
    } catch (ArchiveException e) {
      delete(local);
      throw e;
    }
  }

  private static ArchiveException unreadable(ManifestEntry entry, Exception cause) {
    return new ArchiveException(
        "Expected to read %s, but %s".formatted(entry.file().key(), cause), cause);
  }

  /** The next record; empty at the end. */
  public Optional<ConsumerRecord<byte[], byte[]>> next() {
    try {
      if (!records.hasNext()) {
        requireComplete();
        return Optional.empty();
      }
      ConsumerRecord<byte[], byte[]> record =
          ArchivedRecords.given(records.next(), topic, entry.stretch().partition());
      if (record.offset() < nextOffset || record.offset() >= entry.stretch().nextOffset()) {
        throw new ArchiveException(
            "Expected an offset from %s to below %s in %s, but found %s"
                .formatted(
                    nextOffset, entry.stretch().nextOffset(), entry.file().key(), record.offset()));
      }
      nextOffset = record.offset() + 1;
      read++;
      times = Optional.of(RecordTimeSpan.with(times, record.timestamp()));
      return Optional.of(record);
    } catch (AvroRuntimeException e) {
      throw unreadable(entry, e);
    }
  }

  private void requireComplete() {
    Stretch stretch = entry.stretch();
    if (read != stretch.records() || !times.equals(stretch.times())) {
      throw new ArchiveException(
          "Expected %s records of %s in %s, but found %s of %s"
              .formatted(stretch.records(), stretch.times(), entry.file().key(), read, times));
    }
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(local);
    }
  }

  private static void delete(@org.jspecify.annotations.Nullable Path local) {
    try {
      if (local != null) {
        Files.deleteIfExists(local);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
