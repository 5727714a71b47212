package dev.sagas.comparison.load;

/** How a saga ended. */
public enum TripEnd {
  /** All three steps were done. */
  COMPLETED,

  /** The third step was rejected and the first two were undone. */
  COMPENSATED
}
