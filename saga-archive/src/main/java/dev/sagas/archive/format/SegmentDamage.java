package dev.sagas.archive.format;

import dev.sagas.objects.ObjectStore;

/** A segment's file is not what the manifest says. */
public final class SegmentDamage extends ArchiveException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;

  /** What is wrong with a segment's file. */
  public enum Fault {
    /** There is none. */
    MISSING,
    /** It is shorter than it was. */
    TRUNCATED,
    /** Its bytes are other ones. */
    CHANGED
  }

  SegmentDamage(ObjectStore store, SegmentFile file, Fault fault) {
    super(
        "Expected %s in %s with %s bytes and SHA-256 %s, but it is %s: see saga archive verify"
            .formatted(file.key(), store, file.bytes(), file.sha256(), fault));
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
