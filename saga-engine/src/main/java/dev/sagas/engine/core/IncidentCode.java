package dev.sagas.engine.core;

/** The kinds of incident. */
public enum IncidentCode {
  /** A function of the definition threw, or returned what cannot be sent (R17). */
  DEFINITION_FAULT(Cause.SAGA),
  /** The functions of the definition did not return in time (R17). */
  FUNCTION_TIMED_OUT(Cause.SAGA),
  /** The definition's version is not deployed (R19). */
  VERSION_MISSING(Cause.DEPLOYMENT),
  /** The pivot's outcome stayed unknown (R13). */
  PIVOT_OUTCOME_UNKNOWN(Cause.SAGA),
  /** A step after the pivot was rejected (R13). */
  REJECTED_AFTER_PIVOT(Cause.SAGA),
  /** A step after the pivot used up its attempts (R13). */
  EXHAUSTED_AFTER_PIVOT(Cause.SAGA),
  /** No signal arrived in time (R3). */
  WAIT_TIMED_OUT(Cause.SAGA),
  /** A compensation was rejected (R11). */
  COMPENSATION_REJECTED(Cause.SAGA),
  /** A compensation used up its attempts (R11). */
  COMPENSATION_EXHAUSTED(Cause.SAGA),
  /** Participants may have forgotten a command that must be sent again or undone (R27). */
  FENCE_EXPIRED(Cause.SAGA),
  /** The engine itself failed on an input. */
  ENGINE_FAULT(Cause.DEPLOYMENT),
  /** A topic that a transition would write to does not exist. */
  TOPIC_MISSING(Cause.DEPLOYMENT),
  /** What a transition wrote would exceed a bound (R22). */
  OUTPUT_TOO_LARGE(Cause.DEPLOYMENT);

  private final Cause cause;

  IncidentCode(Cause cause) {
    this.cause = cause;
  }

  private enum Cause {
    /** In the saga: its definition, its participants, its life. */
    SAGA,
    /** Outside it. */
    DEPLOYMENT
  }

  /** True if the cause is outside the saga, so that the same input can be applied later. */
  public boolean isOfTheDeployment() {
    return cause == Cause.DEPLOYMENT;
  }
}
