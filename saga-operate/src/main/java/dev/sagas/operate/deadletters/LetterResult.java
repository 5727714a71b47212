package dev.sagas.operate.deadletters;

/**
 * The result for one letter.
 *
 * @param reason why it is not done, for a person; empty text if it is, or would be
 */
public record LetterResult<O extends LetterOutcome>(DeadLetter letter, O outcome, String reason) {}
