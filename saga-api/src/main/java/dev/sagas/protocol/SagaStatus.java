package dev.sagas.protocol;

/** The status of a run. */
public enum SagaStatus {
  /** Going forward. */
  RUNNING,
  /** Turning back: waits for the attempts that are in flight, and sends nothing (R10, R12). */
  STOPPING,
  /** Undoing what took effect. */
  COMPENSATING,
  /** Ended: every step took effect. */
  COMPLETED,
  /** Ended: every effect was undone. */
  COMPENSATED,
  /** Never began. */
  REFUSED,
  /** Ended by hand. */
  ENDED_BY_OPERATOR;

  /** True if nothing can happen any more (R14). */
  public boolean isTerminal() {
    return switch (this) {
      case RUNNING, STOPPING, COMPENSATING -> false;
      case COMPLETED, COMPENSATED, REFUSED, ENDED_BY_OPERATOR -> true;
    };
  }
}
