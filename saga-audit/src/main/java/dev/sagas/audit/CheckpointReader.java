package dev.sagas.audit;

import dev.sagas.engine.wire.Position;

/**
 * Decides which values of the changelog can wait until they turn out to be the newest of their
 * saga.
 *
 * <ul>
 *   <li>A superseded value proves nothing: only the newest is compared with the journal. All that
 *       an earlier one can show is that a newer version of the orchestrator wrote it, and that
 *       shows in the byte of its format.
 *   <li>So the first value of each format is read at once. Once one was readable, no value of that
 *       format is of a newer version.
 * </ul>
 */
final class CheckpointReader {
  private static final int FORMATS = 1 << Byte.SIZE;

  private final boolean[] readable = new boolean[FORMATS];

  /** True if nothing is lost when the value is superseded before it is read. */
  boolean canWait(byte[] value) {
    return value.length > 0 && readable[Byte.toUnsignedInt(value[0])];
  }

  /** Reads a value, as {@link KeptCheckpoint#read}. */
  KeptCheckpoint read(Position position, byte[] value) {
    KeptCheckpoint read = KeptCheckpoint.read(position, value, StateDigest::of);
    if (read.mark().isPresent()) {
      readable[Byte.toUnsignedInt(value[0])] = true;
    }
    return read;
  }
}
