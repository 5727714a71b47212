package dev.sagas.operate.bulk;

/** How far a batch is. */
public enum BatchState {
  /** Its sagas are frozen; nothing was sent. */
  PREPARED,
  /** Operations are being sent. */
  RUNNING,
  /** An operator stopped it; what had been sent has its results. */
  STOPPED,
  /** Every saga has its result. */
  DONE,
  /** The topics could not be reached any more; earlier results remain. */
  FAILED;

  /** True if nothing more is sent. */
  public boolean hasEnded() {
    return switch (this) {
      case PREPARED, RUNNING -> false;
      case STOPPED, DONE, FAILED -> true;
    };
  }
}
