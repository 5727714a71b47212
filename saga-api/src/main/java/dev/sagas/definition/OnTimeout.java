package dev.sagas.definition;

/** What happens when a signal has not come in time. */
public enum OnTimeout {
  /** The saga unwinds. Refused from the pivot on. */
  COMPENSATE,
  /** The saga goes on without the signal; its data stays as it is. */
  CONTINUE,
  /** The saga becomes an incident. */
  INCIDENT
}
