package dev.sagas.index.exported;

import java.util.Optional;

/**
 * Something that happened to a run.
 *
 * @param atMs epoch ms
 * @param text in words, without payloads
 * @param actor the operator or client whose doing it was
 */
public record ExportedEvent(long atMs, Kind kind, String text, Optional<String> actor) {
  /** What it was. */
  public enum Kind {
    STARTED,
    COMMAND,
    ANSWER,
    INCIDENT,
    OPERATION,
    ENDED
  }
}
