package dev.sagas.audit;

/** The result of a step, or of its undo. */
public enum StepEnd {
  /** It took effect, or is over. */
  SUCCEEDED,
  /** Its participant refused it, or no signal arrived in time. */
  REJECTED,
  /** No attempt was answered in a way that counts. */
  UNKNOWN,
  /** It was skipped. */
  SKIPPED,
  /** It was given up without effect because the saga turned back. */
  ABANDONED,
  /** Its effect is undone. */
  COMPENSATED,
  /** Its compensation was rejected or exhausted: the effect is still there. */
  COMPENSATION_GIVEN_UP
}
