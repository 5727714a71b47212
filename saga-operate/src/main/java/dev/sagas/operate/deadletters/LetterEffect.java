package dev.sagas.operate.deadletters;

/** Whether what was wanted of a dead letter is done. */
public enum LetterEffect {
  /** It is done, or in a dry run would be. */
  DONE,
  /** Kafka refused it: certainly nothing was done. */
  REFUSED,
  /** Kafka did not confirm it: it may or may not be done. */
  UNKNOWN,
  /** It was not tried. */
  NONE
}
