package dev.sagas.chaos.soak;

import java.util.Locale;

/** What a process uses, and how much more of it is no growth yet. */
public enum ResourceKind {
  /** Resident memory in MB, without files and memory that processes share. */
  MEMORY(40),

  /** Open descriptors of files and sockets. */
  DESCRIPTORS(24),

  /** Threads; of PostgreSQL, its processes. */
  THREADS(8),

  /** The files in the directory of its data, in MB. */
  DISK(24);

  /** Part of the level. */
  private static final double TOLERATED_SHARE = 0.1;

  private final double toleratedAtLeast;

  ResourceKind(double toleratedAtLeast) {
    this.toleratedAtLeast = toleratedAtLeast;
  }

  /** The name in reports. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By how much a use of this level may grow in all, however long it is observed. */
  double tolerated(double level) {
    return Math.max(toleratedAtLeast, level * TOLERATED_SHARE);
  }
}
