package dev.sagas.engine.journal;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.Position;

/**
 * A journal entry as it was read.
 *
 * @param computedHash what its bytes hash to; {@code entry.hash()} is what they state
 */
public record ReadEntry(Position position, JournalEntry entry, Digest computedHash) {
  public RunKey key() {
    return RunKey.of(entry.identity());
  }

  public boolean ownHashHolds() {
    return computedHash.equals(entry.hash());
  }
}
