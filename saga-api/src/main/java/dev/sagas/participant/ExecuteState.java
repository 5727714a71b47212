package dev.sagas.participant;

import dev.sagas.protocol.StepOutcome;

/** What a fence row knows of its execute; the names stand in the table. */
enum ExecuteState {
  /** Begun: seen by others only when a handler works in two phases. */
  STARTED,
  SUCCEEDED,
  REJECTED,
  /** A compensation came first, when there was no row: the execute had no effect, and may not. */
  FENCED,
  /** A compensation of a succeeded execute found no row, because its time was over. */
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
