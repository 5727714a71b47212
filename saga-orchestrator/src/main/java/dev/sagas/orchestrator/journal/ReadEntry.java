package dev.sagas.orchestrator.journal;

import dev.sagas.orchestrator.core.Digest;
import dev.sagas.orchestrator.wire.JournalEntry;
import dev.sagas.orchestrator.wire.Position;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A journal entry as it was read.
 *
 * @param computedHash what its bytes hash to; {@code entry.hash()} is what they state
 */
record ReadEntry(Position position, JournalEntry entry, Digest computedHash) {
  RunKey key() {
    return RunKey.of(entry.identity());
  }

  boolean ownHashHolds() {
    return computedHash.equals(entry.hash());
  }

  Violation violation(ViolationCode code, String message) {
    return new Violation(
        code,
        Optional.of(entry.identity().id()),
        Optional.of(entry.identity().run()),
        OptionalLong.of(entry.revision()),
        Optional.of(position),
        message);
  }
}
