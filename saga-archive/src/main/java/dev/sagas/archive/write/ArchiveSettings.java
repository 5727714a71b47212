package dev.sagas.archive.write;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the journal is archived.
 *
 * @param segmentBytes a segment is sealed when its records, before compression, have as many bytes
 * @param onlyFull whether what is left for a shorter segment waits for a later run
 * @param workFolder where a segment is written before it is stored
 * @param patience how long brokers may give nothing before the end
 */
public record ArchiveSettings(
    long segmentBytes, boolean onlyFull, Path workFolder, Duration patience) {
  /** 128 MiB: about 30 MB in the store. */
  public static final long DEFAULT_SEGMENT_BYTES = 128L << 20;

  /** Less would be mostly requests; more does not fit into one request to S3. */
  public static final long MIN_SEGMENT_BYTES = 1024;

  public static final long MAX_SEGMENT_BYTES = 4L << 30;

  public ArchiveSettings {
    if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > MAX_SEGMENT_BYTES) {
      throw new IllegalArgumentException(
          "Expected segments of %s to %s bytes, but got %s"
              .formatted(MIN_SEGMENT_BYTES, MAX_SEGMENT_BYTES, segmentBytes));
    }
  }

  /** The defaults: 128 MiB, also shorter segments, the folder for temporary files, 20 s. */
  public static ArchiveSettings defaults() {
    return new ArchiveSettings(
        DEFAULT_SEGMENT_BYTES,
        false,
        Path.of(System.getProperty("java.io.tmpdir")),
        Duration.ofSeconds(20));
  }

  /** With segments of another size. */
  public ArchiveSettings withSegmentBytes(long bytes) {
    return new ArchiveSettings(bytes, onlyFull, workFolder, patience);
  }

  /** With or without shorter segments. */
  public ArchiveSettings withOnlyFull(boolean only) {
    return new ArchiveSettings(segmentBytes, only, workFolder, patience);
  }

  /** With another folder for what is being written. */
  public ArchiveSettings in(Path folder) {
    return new ArchiveSettings(segmentBytes, onlyFull, folder, patience);
  }
}
