package dev.sagas.operate.deadletters;

/**
 * The result for one letter.
 *
 * @param reason why it was not sent, for a person; empty text if it was, or would be
 */
public record RedriveResult(DeadLetter letter, RedriveOutcome outcome, String reason) {}
