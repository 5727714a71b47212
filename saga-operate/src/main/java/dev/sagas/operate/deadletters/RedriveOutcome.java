package dev.sagas.operate.deadletters;

/** The result for a letter that was selected to be redriven. */
public enum RedriveOutcome {
  /** Dry run: it would be sent. */
  WOULD_BE_SENT,
  /** It was sent, and the brokers have it. */
  SENT,
  /** Sending it again is useless, or not allowed. */
  NOT_REDRIVABLE,
  /** Kafka refused it: it was certainly not sent. */
  REFUSED,
  /** Kafka did not confirm it: it may or may not have been sent. */
  FAILED,
  /** Not sent, because one before it failed and order matters. */
  NOT_TRIED;

  boolean isGood() {
    return this == WOULD_BE_SENT || this == SENT;
  }
}
