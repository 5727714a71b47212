package dev.sagas.participant;

/** What a participant did with a command. */
public enum Handling {
  /** Called the handler. */
  HANDLED,

  /** Sent the reply that the fence had recorded, without the handler. */
  DEDUPLICATED,

  /** The fence refused it: an execute after its compensation, or a compensation that is too old. */
  REFUSED,

  /** A compensation with nothing to undo: answered without the handler. */
  SKIPPED,

  /** Answered {@code failed} before the fence or a handler had to do with it. */
  NOT_STARTED
}
