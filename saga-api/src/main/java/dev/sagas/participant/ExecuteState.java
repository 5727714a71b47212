package dev.sagas.participant;

import dev.sagas.protocol.StepOutcome;

/** What a fence row knows about its execute; the table contains these names. */
enum ExecuteState {
  /** Begun: visible to others only if a handler works in two phases. */
  STARTED,
  SUCCEEDED,
  REJECTED,
  /**
   * A compensation arrived first, when there was no row: the execute had no effect, and must have
   * none.
   */
  FENCED,
  /** A compensation of a succeeded execute found no row, because it had expired. */
  FORGOTTEN;

  /**
   * What is known of an execute that was answered.
   *
   * @throws IllegalArgumentException for a failure, which is never recorded
   */
  static ExecuteState after(StepOutcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> SUCCEEDED;
      case REJECTED -> REJECTED;
      case FAILED ->
          throw new IllegalArgumentException("Expected an outcome to record, but got FAILED");
    };
  }
}
