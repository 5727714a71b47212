package dev.sagas.engine.journal;

import java.time.Instant;

/**
 * Up to where a journal is replayed; the entry at the point itself is part of the past.
 *
 * @param kind how the point is given
 * @param value a revision, an instant in epoch ms, or an offset in the journal's partition
 */
public record ReplayPoint(Kind kind, long value) {
  /** How a point is given. */
  public enum Kind {
    REVISION,
    INSTANT,
    OFFSET
  }

  /** After that transition of a run, 1 being the first. */
  public static ReplayPoint revision(long revision) {
    if (revision < 1) {
      throw new IllegalArgumentException("Expected a revision from 1 on, but got " + revision);
    }
    return new ReplayPoint(Kind.REVISION, revision);
  }

  /** As it was then. */
  public static ReplayPoint at(Instant instant) {
    return new ReplayPoint(Kind.INSTANT, instant.toEpochMilli());
  }

  /** After that record of the journal's partition. */
  public static ReplayPoint offset(long offset) {
    if (offset < 0) {
      throw new IllegalArgumentException("Expected an offset from 0 on, but got " + offset);
    }
    return new ReplayPoint(Kind.OFFSET, offset);
  }

  /** True if the entry belongs to the requested past. */
  boolean covers(ReadEntry read) {
    return switch (kind) {
      case REVISION -> read.entry().revision() <= value;
      case INSTANT -> read.entry().atMs() <= value;
      case OFFSET -> read.position().offset() <= value;
    };
  }

  /** For messages. */
  @Override
  public String toString() {
    return switch (kind) {
      case REVISION -> "revision " + value;
      case INSTANT -> Instant.ofEpochMilli(value).toString();
      case OFFSET -> "offset " + value;
    };
  }
}
