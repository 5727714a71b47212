package dev.sagas.dev.fuzz;

import dev.sagas.engine.wire.Position;
import java.util.Optional;

/**
 * What became of a record, as a committed record says.
 *
 * @param code of the letter, the note, the answer or the finding; empty if there is none
 * @param movedTo where a record was sent on to
 */
record Account(Kind kind, String code, Optional<Position> movedTo) {
  /** Where an account is found. */
  enum Kind {
    /** A dead letter with the record's position in {@code saga-origin}. */
    LETTER,
    /** A note of the journal. */
    NOTE,
    /** A transition of the journal: the record was good enough. */
    APPLIED,
    /** A participant's reply. */
    REPLY,
    /** The record again, on its right partition. */
    REROUTED,
    /** What the audit says about it. */
    FINDING
  }

  static Account of(Kind kind, String code) {
    return new Account(kind, code, Optional.empty());
  }

  @Override
  public String toString() {
    return kind + (code.isEmpty() ? "" : " " + code);
  }
}
