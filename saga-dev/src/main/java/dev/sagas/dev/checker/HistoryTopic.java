package dev.sagas.dev.checker;

/** The topics that the history checker reads, by what they hold. */
public enum HistoryTopic {
  REQUESTS,
  ANSWERS,
  COMMANDS,
  REPLIES,
  JOURNAL,
  OUTCOMES,
  DEAD_LETTERS,
  DEFINITIONS,

  /** The changelog of the checkpoints. */
  CHECKPOINTS
}
