package dev.sagas.participant;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Makes a command take effect once. */
interface Fence {
  /**
   * Does the work unless it was done before, and returns the reply to send.
   *
   * <ul>
   *   <li>A {@code succeeded} reply was recorded in the transaction of its effect; a {@code
   *       rejected} one without effect; a {@code failed} one left nothing.
   *   <li>If {@code mayStart} is false, returns what is recorded and starts nothing.
   * </ul>
   *
   * @return empty if nothing is recorded and nothing may be started
   */
  Optional<EncodedReply> once(FencedCommand command, boolean mayStart, FencedWork work)
      throws SQLException, TransientFailureException;

  /** Deletes expired rows, at most {@code limit}; returns how many. */
  int deleteExpired(Instant now, int limit) throws SQLException;
}
