package dev.sagas.participant;

/** What a fence row knows of its execute; the names stand in the table. */
enum ExecuteState {
  /** Begun: seen by others only when a handler works in two phases. */
  STARTED,
  SUCCEEDED,
  REJECTED,
  /** A compensation came first, when there was no row: the execute had no effect, and may not. */
  FENCED,
  /** A compensation of a succeeded execute found no row, because its time was over. */
  FORGOTTEN
}
