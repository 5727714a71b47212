package dev.sagas.orchestrator.core;

/** Where a step stands. */
public enum StepStatus {
  /** An execute is on its way. */
  EXECUTING,
  /** Waits until the next attempt of the execute. */
  EXECUTE_BACKOFF,
  /** Took effect. */
  SUCCEEDED,
  /** Was refused, without effect. */
  REJECTED,
  /** May or may not have taken effect. */
  OUTCOME_UNKNOWN,
  /** A compensate is on its way. */
  COMPENSATING,
  /** Waits until the next attempt of the compensate. */
  COMPENSATE_BACKOFF,
  /** Undone. */
  COMPENSATED,
  /** Its compensation was rejected or exhausted: the effect is still there. */
  COMPENSATION_GIVEN_UP;

  /** True if a timer belongs to this status. */
  public boolean isTimed() {
    return switch (this) {
      case EXECUTING, EXECUTE_BACKOFF, COMPENSATING, COMPENSATE_BACKOFF -> true;
      case SUCCEEDED, REJECTED, OUTCOME_UNKNOWN, COMPENSATED, COMPENSATION_GIVEN_UP -> false;
    };
  }

  /** True if there is, or may be, an effect that the unwind has yet to undo. */
  public boolean awaitsUndo() {
    return switch (this) {
      case SUCCEEDED, OUTCOME_UNKNOWN -> true;
      case EXECUTING,
          EXECUTE_BACKOFF,
          REJECTED,
          COMPENSATING,
          COMPENSATE_BACKOFF,
          COMPENSATED,
          COMPENSATION_GIVEN_UP ->
          false;
    };
  }
}
