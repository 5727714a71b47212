package dev.sagas.engine.journal;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;

/**
 * A journal entry as it was read.
 *
 * @param statedHash what its bytes say that they hash to
 * @param computedHash what they hash to
 */
public record ReadEntry(
    Position position, JournalEntry entry, Digest statedHash, Digest computedHash) {
  /** The entry that was decoded from these bytes. */
  public static ReadEntry of(Position position, JournalEntry entry, byte[] value) {
    return new ReadEntry(
        position, entry, JournalCodec.statedHash(value), JournalCodec.hashOf(value));
  }

  public RunKey key() {
    return RunKey.of(entry.identity());
  }

  public boolean ownHashHolds() {
    return computedHash.equals(statedHash);
  }
}
