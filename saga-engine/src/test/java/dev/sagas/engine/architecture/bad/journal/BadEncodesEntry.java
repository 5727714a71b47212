package dev.sagas.engine.architecture.bad.journal;

import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;

/** A second encoder of transitions. */
final class BadEncodesEntry {
  JournalCodec.Encoded again(JournalCodec codec, JournalEntry entry) {
    return codec.encode(entry);
  }
}
