package dev.sagas.archive.format;

import dev.sagas.archive.format.SegmentDamage.Fault;
import dev.sagas.objects.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Compares the files of segments with their digests. */
public final class SegmentFiles {
  private SegmentFiles() {}

  /** Compares; empty if the file is what the manifest says. */
  public static Optional<Fault> fault(ObjectStore store, SegmentFile file) {
    try {
      return check(store, file, OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new ArchiveException("Expected to read %s, but %s".formatted(file.key(), e), e);
    }
  }

  /** Copies a segment to a local file. */
  static void fetch(ObjectStore store, SegmentFile file, Path local) throws IOException {
    try (OutputStream out = Files.newOutputStream(local)) {
      Optional<Fault> fault = check(store, file, out);
      if (fault.isPresent()) {
        throw new SegmentDamage(store, file, fault.get());
      }
    }
  }

  private static Optional<Fault> check(ObjectStore store, SegmentFile file, OutputStream copy)
      throws IOException {
    Optional<InputStream> found = store.get(file.key());
    if (found.isEmpty()) {
      return Optional.of(Fault.MISSING);
    }
    try (InputStream in = found.get()) {
      CountingOutput counted = new CountingOutput(copy);
      String sha256 = Digests.copy(in, counted);
      if (sha256.equals(file.sha256())) {
        return Optional.empty();
      }
      return Optional.of(counted.bytes() < file.bytes() ? Fault.TRUNCATED : Fault.CHANGED);
    }
  }

  /** Counts what passes. */
  private static final class CountingOutput extends OutputStream {
    private final OutputStream to;
    private long bytes;

    CountingOutput(OutputStream to) {
      this.to = to;
    }

    long bytes() {
      return bytes;
    }

    @Override
    public void write(int one) throws IOException {
      to.write(one);
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      to.write(from, offset, length);
      bytes += length;
    }
  }
}
