package dev.sagas.dev.simulate;

/** What must hold whatever goes wrong. */
public enum Invariant {
  /** A decision is made for every input; the transition tables have a cell for it. */
  ENGINE_DECIDES,
  /** Each use of a transition table leads where its cell says. */
  TABLES,
  /** The fold of the events is the decided state, for a transition and for the whole journal. */
  REPLAY_EQUALS_STATE,
  /** A state that was written to a checkpoint and read again is the same. */
  RESTART_EQUALS_STATE,
  /** The same input to the same state gives the same decision. */
  DETERMINISM,
  /** The state is exactly what the events say. */
  STATE_TRUE,
  /** Every saga ends once nothing goes wrong any more and an operator helps. */
  NO_SAGA_LOST,
  /** No effect happens twice, and no command is sent twice. */
  NO_EFFECT_TWICE,
  /** Two epochs of a step are never both in effect; the epoch rises only after undo or refusal. */
  ONE_EPOCH,
  /** There is exactly one outcome, at the end. */
  ONE_OUTCOME,
  /** The outcome says what the participants' books say. */
  OUTCOME_TRUE,
  /** Nothing changes after the end. */
  TERMINAL,
  /** Steps begin when those before them are done, and a saga completes when all are (R3). */
  FORWARD_ORDER,
  /** Undo in reverse order of completion, one at a time unless a group allows more (R8). */
  UNDO_ORDER,
  /** Only what took effect, or may have, is undone; a rejected step is not (R9). */
  UNDO_ONLY_EFFECTS,
  /** Whatever may have taken effect and can be undone is undone (R9). */
  UNKNOWN_UNDONE,
  /** No effect is undone twice, and none that did not happen. */
  UNDONE_ONCE,
  /** Attempts in flight are awaited before the unwind (R10, R12). */
  AWAITS_IN_FLIGHT,
  /** Nothing is unwound once the pivot took effect (R13). */
  PIVOT,
  /** Nothing is sent while a saga is paused or has an incident as a whole (R15). */
  NOTHING_SENT_WHILE_FROZEN,
  /** A reply counts if it must, and only then (R4). */
  REPLIES,
  /** An action is tried as often and as soon as its policy says (R5). */
  RETRIES,
  /** Timers are neither early nor late nor lost, even across a pause (R6, R15). */
  TIMERS,
  /** A signal is used once, or kept, or refused for a reason (R3). */
  SIGNALS,
  /** An operator's action is applied once and journaled (R16). */
  OPERATIONS,
  /** A live saga has a wait reason, and it is true (R20). */
  WAIT_REASON,
  /** The state's size is bounded (R22). */
  STATE_SIZE
}
