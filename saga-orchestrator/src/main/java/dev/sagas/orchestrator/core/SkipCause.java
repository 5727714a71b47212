package dev.sagas.orchestrator.core;

/** Why a step was skipped. */
public enum SkipCause {
  /** Its condition does not hold. */
  CONDITION,
  /** No signal arrived in time, and the definition continues without it. */
  TIMED_OUT,
  /** An operator skipped it. */
  OPERATOR
}
