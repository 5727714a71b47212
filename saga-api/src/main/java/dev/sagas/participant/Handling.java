package dev.sagas.participant;

/** What a participant did with a command. */
public enum Handling {
  /** Called the handler. */
  HANDLED,

  /** Sent the reply that the fence had recorded, without calling the handler. */
  DEDUPLICATED,

  /** The fence refused it: an execute after its compensation, or a compensation that is too old. */
  REFUSED,

  /** A compensation with nothing to undo: answered without calling the handler. */
  SKIPPED,

  /** Answered {@code failed} before the fence or a handler was involved. */
  NOT_STARTED
}
