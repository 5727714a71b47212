package dev.sagas.operate.deadletters;

/** Whether somebody has to look at a letter. */
public enum LetterState {
  /** Nobody has discarded it; it may have been redriven. */
  OPEN,
  /** An operator discarded it: nothing will be done about it. */
  DISCARDED
}
