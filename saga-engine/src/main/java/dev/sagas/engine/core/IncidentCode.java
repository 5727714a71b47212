package dev.sagas.engine.core;

/** The kinds of incident. */
public enum IncidentCode {
  /** A function of the definition threw, or returned what cannot be sent (R17). */
  DEFINITION_FAULT,
  /** The functions of the definition did not return in time (R17). */
  FUNCTION_TIMED_OUT,
  /** The definition's version is not deployed (R19). */
  VERSION_MISSING,
  /** The pivot's outcome stayed unknown (R13). */
  PIVOT_OUTCOME_UNKNOWN,
  /** A step after the pivot was rejected (R13). */
  REJECTED_AFTER_PIVOT,
  /** A step after the pivot used up its attempts (R13). */
  EXHAUSTED_AFTER_PIVOT,
  /** No signal arrived in time (R3). */
  WAIT_TIMED_OUT,
  /** A compensation was rejected (R11). */
  COMPENSATION_REJECTED,
  /** A compensation used up its attempts (R11). */
  COMPENSATION_EXHAUSTED,
  /** Participants may have forgotten a command that must be sent again or undone (R27). */
  FENCE_EXPIRED,
  /** The engine itself failed on an input. */
  ENGINE_FAULT,
  /** A topic that a transition would write to does not exist. */
  TOPIC_MISSING,
  /** What a transition wrote would exceed a bound (R22). */
  OUTPUT_TOO_LARGE;

  /** True if the cause is outside the saga, so that the same input can be applied later. */
  public boolean isOfTheDeployment() {
    return switch (this) {
      case VERSION_MISSING, ENGINE_FAULT, TOPIC_MISSING, OUTPUT_TOO_LARGE -> true;
      case DEFINITION_FAULT,
          FUNCTION_TIMED_OUT,
          PIVOT_OUTCOME_UNKNOWN,
          REJECTED_AFTER_PIVOT,
          EXHAUSTED_AFTER_PIVOT,
          WAIT_TIMED_OUT,
          COMPENSATION_REJECTED,
          COMPENSATION_EXHAUSTED,
          FENCE_EXPIRED ->
          false;
    };
  }
}
