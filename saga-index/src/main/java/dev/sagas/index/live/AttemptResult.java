package dev.sagas.index.live;

/** How an attempt ended. */
enum AttemptResult {
  /** It was answered with a success. */
  SUCCEEDED,
  /** The participant refused to do it. */
  REJECTED,
  /** It was answered with a technical failure, or not in time. */
  FAILED
}
