package dev.sagas.participant;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Makes a command take effect once. */
interface Fence {
  /**
   * Does the work unless it was done before, and gives the reply to send.
   *
   * <ul>
   *   <li>A {@code succeeded} reply was recorded in the transaction of its effect; a {@code
   *       rejected} one without effect; a {@code failed} one left nothing.
   *   <li>With {@code mayStart} false, gives what is recorded and starts nothing.
   * </ul>
   *
   * @return empty if nothing is recorded and nothing may be started
   */
  Optional<EncodedReply> once(FencedCommand command, boolean mayStart, FencedWork work)
      throws SQLException, TransientFailureException;

  /** Forgets what may be forgotten; gives how many rows that were, at most {@code limit}. */
  int deleteExpired(Instant now, int limit) throws SQLException;
}
