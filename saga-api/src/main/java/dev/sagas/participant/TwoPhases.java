package dev.sagas.participant;

import java.sql.Connection;

/** A handler's work in two phases (R28): a call without a transaction, then what it led to. */
interface TwoPhases {
  /** Calls what is outside the database. */
  EncodedReply call(Executed executed) throws TransientFailureException;

  /**
   * Makes the handler's own note of a call that succeeded, in the transaction that records it.
   *
   * @return the same reply, or {@code failed} if the note could not be made
   */
  EncodedReply record(EncodedReply called, Connection connection, Executed executed)
      throws TransientFailureException;
}
