package dev.sagas.participant;

import java.sql.Connection;

/**
 * A handler's work in two phases (R28): a call without a transaction, then recording its result.
 */
interface TwoPhases {
  /** Makes the call outside the database. */
  EncodedReply call(RecordedExecute executed) throws TransientFailureException;

  /**
   * Stores the handler's own record of a call that succeeded, in the transaction that records the
   * reply.
   *
   * @return the same reply, or {@code failed} if it could not be stored
   */
  EncodedReply record(EncodedReply called, Connection connection, RecordedExecute executed)
      throws TransientFailureException;
}
