package dev.sagas.engine.core;

/** What can happen to a saga as a whole. */
public enum SagaTrigger {
  /** A step finally failed. */
  STEP_FAILED,
  /** The saga's deadline has passed. */
  DEADLINE,
  /** While stopping: nothing is in flight any more. */
  NOTHING_IN_FLIGHT,
  /** Every step is done. */
  ALL_DONE,
  /** Every effect is undone. */
  ALL_UNDONE,
  /** An operator pauses it. */
  PAUSE,
  /** An operator resumes it. */
  RESUME,
  /** An operator cancels it. */
  CANCEL,
  /** An operator undoes everything at once. */
  COMPENSATE,
  /** An operator edits its data. */
  EDIT_DATA,
  /** An operator restarts it from an earlier step. */
  RESTART,
  /** An operator moves it to another version. */
  MIGRATE,
  /** An operator ends it by hand. */
  END
}
