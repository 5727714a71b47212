package dev.sagas.testkit;

/**
 * Something that goes wrong.
 *
 * @param number of the happening that it affects
 */
record Fault(int number, FaultKind kind) {
  /**
   * True if both can be in one run, this one first. Two faults of one record exclude each other,
   * unless the second is a crash on a record that arrives.
   */
  boolean mayPrecede(Fault other) {
    return number < other.number
        || (number == other.number && !kind.isCrash() && other.kind.isCrash() && arrives());
  }

  private boolean arrives() {
    return switch (kind) {
      case REPLY_TWICE, REPLY_LATE, REPLY_OVERTAKEN, SIGNAL_TWICE -> true;
      case COMMAND_LOST,
          COMMAND_TWICE,
          STEP_REJECTED,
          STEP_UNREACHED,
          STEP_UNANSWERED,
          REPLY_LOST,
          SIGNAL_LOST,
          CRASH_BEFORE_COMMIT,
          CRASH_AFTER_COMMIT ->
          false;
    };
  }

  @Override
  public String toString() {
    return number + ":" + kind;
  }
}
