package dev.sagas.orchestrator.core;

/** Why a step was passed over. */
public enum SkipCause {
  /** Its condition does not hold. */
  CONDITION,
  /** No signal came in time, and the definition continues without it. */
  TIMED_OUT,
  /** An operator said so. */
  OPERATOR
}
