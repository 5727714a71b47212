package dev.sagas.participant;

/** What a fence row knows of its execute. */
enum ExecuteState {
  /** Begun: seen by others only when a handler works in two phases. */
  STARTED("started"),
  SUCCEEDED("succeeded"),
  REJECTED("rejected"),
  /** A compensation came first, when there was no row: the execute had no effect, and may not. */
  FENCED("fenced"),
  /** A compensation of a succeeded execute found no row, because its time was over. */
  FORGOTTEN("forgotten");

  private final String column;

  ExecuteState(String column) {
    this.column = column;
  }

  String column() {
    return column;
  }

  static ExecuteState ofColumn(String value) {
    for (ExecuteState state : values()) {
      if (state.column.equals(value)) {
        return state;
      }
    }
    throw new IllegalStateException("Expected a known execute_state, but found '" + value + "'");
  }
}
