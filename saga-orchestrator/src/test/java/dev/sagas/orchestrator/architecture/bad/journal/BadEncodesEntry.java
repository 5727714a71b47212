package dev.sagas.orchestrator.architecture.bad.journal;

import dev.sagas.orchestrator.wire.JournalCodec;
import dev.sagas.orchestrator.wire.JournalEntry;

/** A second encoder of transitions. */
final class BadEncodesEntry {
  JournalCodec.Encoded again(JournalCodec codec, JournalEntry entry) {
    return codec.encode(entry);
  }
}
