package dev.sagas.engine.wire;

/** Leaves the middle of a record's reading; never leaves this package. */
final class Unfit extends Exception {
  private final transient DeadLetterCode code;
  private final String reason;

  Unfit(DeadLetterCode code, String reason) {
    super(reason, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  DeadLetterCode code() {
    return code;
  }

  /** What is wrong; names no payload. */
  String reason() {
    return reason;
  }
}
