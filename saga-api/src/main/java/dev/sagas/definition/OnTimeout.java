package dev.sagas.definition;

/** What happens if a signal does not arrive in time. */
public enum OnTimeout {
  /** The step is rejected with the code {@code TIMED_OUT}: the saga unwinds. */
  COMPENSATE,
  /** The step is skipped; the saga's data does not change. */
  CONTINUE,
  /** An incident is raised for an operator; a signal that arrives after all still ends the wait. */
  INCIDENT
}
