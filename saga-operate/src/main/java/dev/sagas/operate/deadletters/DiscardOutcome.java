package dev.sagas.operate.deadletters;

/** The result for a letter that was selected to be discarded. */
public enum DiscardOutcome {
  /** Dry run: it would be discarded. */
  WOULD_BE_DISCARDED,
  /** It is discarded. */
  DISCARDED,
  /** Kafka refused the note: the letter is as open as before. */
  REFUSED,
  /** Kafka did not confirm the note: the letter may or may not be discarded. */
  FAILED,
  /** Nothing was done, because a letter before it failed. */
  NOT_TRIED
}
