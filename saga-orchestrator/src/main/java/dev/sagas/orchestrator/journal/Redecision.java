package dev.sagas.orchestrator.journal;

/** What became of a recorded decision that was made again. */
sealed interface Redecision {
  /** It is the same. */
  record Same() implements Redecision {}

  /** It says nothing about the definition, for a reason. */
  record Skipped(String reason) implements Redecision {}

  /** It is another. */
  record Differs(Difference difference) implements Redecision {}
}
