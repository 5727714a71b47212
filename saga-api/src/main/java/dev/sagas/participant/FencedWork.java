package dev.sagas.participant;

import dev.sagas.schema.NothingToUndoReason;
import java.sql.Connection;
import java.util.Optional;

/** What the fence calls within its transaction. */
interface FencedWork {
  /** Calls the handler. A reply that cannot be sent comes back as {@code failed}. */
  EncodedReply run(Connection connection) throws TransientFailureException;

  /** The handler's two phases; empty if it works in one transaction. */
  default Optional<TwoPhases> twoPhases() {
    return Optional.empty();
  }

  /** Calls the handler with a way to send records, whose transaction comes later. */
  default EncodedReply runSending(RecordOutlet outlet) throws TransientFailureException {
    throw new IllegalStateException("Expected work whose effect is records");
  }

  /** Calls the handler without a transaction. */
  EncodedReply runUnfenced() throws TransientFailureException;

  /** The reply of a compensation that has nothing to undo. */
  EncodedReply nothingToUndo(NothingToUndoReason reason) throws TransientFailureException;

  /** The reply of a command that must not happen any more. */
  EncodedReply refused(ReplyError reason) throws TransientFailureException;
}
