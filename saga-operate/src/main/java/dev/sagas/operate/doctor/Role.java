package dev.sagas.operate.doctor;

/** Whose rights are checked; the least that each needs. */
public enum Role {
  /** A person with the {@code saga} command. */
  operator,
  /** The orchestrator itself: for its credentials. */
  orchestrator
}
