package dev.sagas.definition;

/** What happens when a signal has not come in time. */
public enum OnTimeout {
  /** The step is rejected with the code {@code TIMED_OUT}: the saga unwinds. */
  COMPENSATE,
  /** The step is skipped; the saga's data stays as it is. */
  CONTINUE,
  /** An incident for an operator; a signal that comes after all still ends the wait. */
  INCIDENT
}
