package dev.sagas.operate.deadletters;

/** The result for a letter that was selected to be discarded. */
public enum DiscardOutcome implements LetterOutcome {
  /** Dry run: it would be discarded. */
  WOULD_BE_DISCARDED(LetterEffect.DONE),
  /** It is discarded. */
  DISCARDED(LetterEffect.DONE),
  /** Kafka refused the note: the letter is as open as before. */
  REFUSED(LetterEffect.REFUSED),
  /** Kafka did not confirm the note: the letter may or may not be discarded. */
  FAILED(LetterEffect.UNKNOWN),
  /** Nothing was done, because a letter before it failed. */
  NOT_TRIED(LetterEffect.NONE);

  private final LetterEffect effect;

  DiscardOutcome(LetterEffect effect) {
    this.effect = effect;
  }

  @Override
  public LetterEffect effect() {
    return effect;
  }
}
