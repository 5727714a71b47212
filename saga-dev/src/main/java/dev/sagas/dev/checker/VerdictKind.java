package dev.sagas.dev.checker;

/** The kinds of violation that the history checker can find. */
public enum VerdictKind {
  /**
   * A request left no trace; a run was accepted, but has neither an outcome nor a live state; or a
   * command that a transition sent is not in its topic.
   */
  LOST,

  /** An effect took place twice: under one deduplication key, or in two epochs at the same time. */
  DOUBLE_EFFECT,

  /**
   * A step was done after its undo had taken place, or after it was answered that none is needed.
   */
  EFFECT_AFTER_FENCE,

  /** An undo was sent before a later effect was undone (R8). */
  UNDO_OUT_OF_ORDER,

  /** An effect is left of a saga whose outcome says that it was undone. */
  UNDO_MISSING,

  /** Something was undone that had not been done. */
  UNDO_WITHOUT_DO,

  /** The outcome does not agree with the effects or with the last transition, or there are two. */
  OUTCOME_MISMATCH,

  /** A total that no saga may change is another one than before. */
  NOT_CONSERVED,

  /** A hash is wrong, a revision is missing, or a journal entry cannot be read. */
  CHAIN_BROKEN,

  /** The checkpoint is damaged, or is not the state after the last transition. */
  CHECKPOINT_NOT_FOLD,

  /**
   * A transition that its state does not permit: a second one of the same revision, one after the
   * end, one that was written late, or one that left only its commands.
   */
  ZOMBIE_TRANSITION,

  /** An operator's action was acknowledged as applied, but no transition applied it. */
  OPERATOR_ACTION_MISSING,

  /** A run ended, or its checkpoint was removed, without an outcome. */
  SILENT_END
}
