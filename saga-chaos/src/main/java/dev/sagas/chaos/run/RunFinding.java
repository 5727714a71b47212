package dev.sagas.chaos.run;

/** What a run found, in rising order. */
enum RunFinding {
  /** Everything was as it has to be. */
  NOTHING,
  /** No promise was broken, but somebody should look at the logs. */
  WORTH_A_LOOK,
  /** A promise was broken, or a saga does not end. */
  VIOLATION
}
