package dev.sagas.operate.doctor;

/** How bad a finding is, from harmless to worst. */
public enum Severity {
  /** As it should be. */
  OK,
  /** It could not be examined, and the finding says why. */
  NOT_CHECKED,
  /** Sagas run, but something is at risk. */
  WARNING,
  /** Sagas do not move, soon will not, or wait for a person; or records are lost. */
  PROBLEM
}
