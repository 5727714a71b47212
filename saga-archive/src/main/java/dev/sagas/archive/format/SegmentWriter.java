package dev.sagas.archive.format;

import dev.sagas.schema.ArchivedRecord;
import dev.sagas.serde.AvroTrust;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes a segment to a local file: an Avro container file of {@link ArchivedRecord}, compressed
 * with zstd.
 *
 * <ul>
 *   <li>The same records make the same bytes, with the same version of the libraries.
 *   <li>Memory does not grow with the segment.
 * </ul>
 */
public final class SegmentWriter implements AutoCloseable {
  private static final int COMPRESSION_LEVEL = 6;
  private static final int BLOCK_BYTES = 256 << 10;
  private static final int SYNC_BYTES = 16;

  static {
    AvroTrust.allow(List.of("dev.sagas.schema"));
  }

  private final ArchiveIdentity archive;
  private final Start start;
  private final Path file;
  private final MessageDigest digest = Digests.sha256();
  private final DataFileWriter<ArchivedRecord> writer;
  private Optional<RecordTimeSpan> times = Optional.empty();
  private long records;
  private long recordBytes;
  private long lastOffset;

  /** Where a segment begins. */
  public record Start(int partition, long number, long firstOffset) {}

  /** A sealed segment on the local disk. */
  public record Sealed(Stretch stretch, SegmentFile file, Path local) {}

  /** Begins a segment in this file, which may be there and is overwritten. */
  public SegmentWriter(ArchiveIdentity archive, Start start, Path file) {
    this.archive = archive;
    this.start = start;
    this.file = file;
    this.lastOffset = start.firstOffset() - 1;
    this.writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(ArchivedRecord.class))
            .setCodec(CodecFactory.zstandardCodec(COMPRESSION_LEVEL))
            .setSyncInterval(BLOCK_BYTES);
    try {
      SegmentMetadata.write(writer, archive, start);
      writer.create(
          ArchivedRecord.getClassSchema(),
          new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest)),
          syncMarker());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] syncMarker() {
    String of = "%s/%s/%s".formatted(archive.topicId(), start.partition(), start.firstOffset());
    return Arrays.copyOf(
        Digests.sha256().digest(of.getBytes(java.nio.charset.StandardCharsets.UTF_8)), SYNC_BYTES);
  }

  /** Adds the next record of the partition. */
  public void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.offset() <= lastOffset) {
      throw new IllegalArgumentException(
          "Expected an offset above %s, but got %s".formatted(lastOffset, record.offset()));
    }
    try {
      writer.append(ArchivedRecords.archived(record));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lastOffset = record.offset();
    records++;
    recordBytes += ArchivedRecords.bytes(record);
    times = Optional.of(RecordTimeSpan.with(times, record.timestamp()));
  }

  /** The size of its records before compression. */
  public long recordBytes() {
    return recordBytes;
  }

  /** How many records it has. */
  public long records() {
    return records;
  }

  /** The offset of its last record; one before its beginning if it has none. */
  public long lastOffset() {
    return lastOffset;
  }

  /** Ends the segment; its stretch reaches to this offset, exclusive. */
  public Sealed seal(long nextOffset) {
    try {
      writer.close();
      String sha256 = Digests.hex(digest.digest());
      Stretch stretch =
          new Stretch(
              start.partition(), start.number(), start.firstOffset(), nextOffset, records, times);
      String key = new ArchiveLayout(archive.topic()).segment(stretch, sha256);
      return new Sealed(stretch, new SegmentFile(key, Files.size(file), sha256), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the local file. */
  @Override
  public void close() {
    try {
      writer.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
