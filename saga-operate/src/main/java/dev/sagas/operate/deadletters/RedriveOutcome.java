package dev.sagas.operate.deadletters;

/** The result for a letter that was selected to be redriven. */
public enum RedriveOutcome implements LetterOutcome {
  /** Dry run: it would be sent. */
  WOULD_BE_SENT(LetterEffect.DONE),
  /** It was sent, and the brokers have it. */
  SENT(LetterEffect.DONE),
  /** Sending it again is useless, or not allowed. */
  NOT_REDRIVABLE(LetterEffect.NONE),
  /** Kafka refused it: it was certainly not sent. */
  REFUSED(LetterEffect.REFUSED),
  /** Kafka did not confirm it: it may or may not have been sent. */
  FAILED(LetterEffect.UNKNOWN),
  /** Not sent, because one before it failed and order matters. */
  NOT_TRIED(LetterEffect.NONE);

  private final LetterEffect effect;

  RedriveOutcome(LetterEffect effect) {
    this.effect = effect;
  }

  @Override
  public LetterEffect effect() {
    return effect;
  }
}
