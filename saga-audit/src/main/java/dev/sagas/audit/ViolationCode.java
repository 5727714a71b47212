package dev.sagas.audit;

/** The violations that the audit can find. */
public enum ViolationCode {
  /** A journal entry's bytes do not have the hash that they end with. */
  HASH_MISMATCH,
  /** A journal entry does not follow from the one before: its previous hash differs. */
  CHAIN_BROKEN,
  /** Revisions are missing from a run's chain. */
  REVISION_GAP,
  /** A revision of a run occurs twice in the journal. */
  REVISION_REPEATED,
  /** An entry is in the topic after an entry that follows it in the chain. */
  ENTRY_OUT_OF_ORDER,
  /** A transition is earlier than the one before. */
  TIME_BACKWARDS,
  /** A note names a state that the run was not in. */
  NOTE_MISPLACED,
  /** A record of the journal cannot be read. */
  UNREADABLE_ENTRY,
  /** A run continues after its end. */
  TRANSITION_AFTER_END,
  /** A run began before the last run of the same saga id ended. */
  RUN_OVERLAPS,
  /** The events of a transition do not fit the state to which they are applied. */
  FOLD_IMPOSSIBLE,
  /** The status that a transition states is not the one that its events lead to. */
  STATUS_DIFFERS,
  /** A journaled command is not in its topic. */
  COMMAND_MISSING,
  /** A command is in a topic, but the journal has none with its id, digest and key. */
  COMMAND_NOT_JOURNALED,
  /** A command in its topic has a different digest or deduplication key than in the journal. */
  COMMAND_ALTERED,
  /** A step was undone before, or at the same time as, one that took effect after it. */
  UNDO_ORDER,
  /** A step was undone that had no effect. */
  UNDO_WITHOUT_EFFECT,
  /** A run ended as compensated, or went forward again, with an effect left. */
  UNDO_MISSING,
  /** A step was undone although the pivot had succeeded. */
  UNDO_AFTER_PIVOT,
  /** A deduplication key was answered both as succeeded and as rejected. */
  FENCE_CONFLICT,
  /** A deduplication key was answered with two different successes. */
  FENCE_REPLY_DIFFERS,
  /** An ended run has no outcome. */
  OUTCOME_MISSING,
  /** An ended run has a second outcome. */
  OUTCOME_REPEATED,
  /** An outcome differs from the run's end in the journal. */
  OUTCOME_DIFFERS,
  /** An outcome of a run that did not end. */
  OUTCOME_WITHOUT_END,
  /** An outcome cannot be read. */
  UNREADABLE_OUTCOME,
  /** A saga of the journal has no checkpoint. */
  CHECKPOINT_MISSING,
  /** A checkpoint does not match the end of its run's chain: it is stale, or from elsewhere. */
  CHECKPOINT_NOT_AT_HEAD,
  /** A checkpoint is not the fold of its run's events. */
  CHECKPOINT_DIFFERS,
  /** A checkpoint of a saga that the journal does not know. */
  CHECKPOINT_WITHOUT_JOURNAL,
  /** A checkpoint's bytes do not match their digest. */
  CHECKPOINT_CORRUPT,
  /** A record of the journal is not the same in its archive and in its topic. */
  ARCHIVE_DIFFERS
}
