package dev.sagas.participant;

import dev.sagas.schema.NothingToUndoReason;
import java.sql.Connection;
import java.util.Optional;

/** What the fence calls within its transaction. */
interface FencedWork {
  /** Passes the connection of the transaction that has begun. */
  default void uses(Connection connection) throws TransientFailureException {}

  /**
   * What follows is short and will be completed: from now on it cannot be abandoned.
   *
   * @throws TransientFailureException if it was already abandoned
   */
  default void settle() throws TransientFailureException {}

  /** Calls the handler. A reply that cannot be sent is returned as {@code failed}. */
  EncodedReply run(Connection connection, RecordedExecute executed)
      throws TransientFailureException;

  /** The handler's two phases; empty if it works in one transaction. */
  default Optional<TwoPhases> twoPhases() {
    return Optional.empty();
  }

  /** Calls the handler with a way to send records in a later transaction. */
  default EncodedReply runSending(RecordOutlet outlet, RecordedExecute executed)
      throws TransientFailureException {
    throw new IllegalStateException("Expected work whose effect is records");
  }

  /** Calls the handler without a transaction. */
  EncodedReply runUnfenced() throws TransientFailureException;

  /** The reply to a compensation that has nothing to undo. */
  EncodedReply nothingToUndo(NothingToUndoReason reason) throws TransientFailureException;

  /** The reply to a command that must no longer happen. */
  EncodedReply refused(ReplyError reason) throws TransientFailureException;
}
