package dev.sagas.participant;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a command: until it is settled, the waiting thread may abandon it. Thread-safe.
 *
 * <p>Whatever an abandoned attempt still does must have no effect, because its command was answered
 * without it.
 */
final class HandlerRun {
  private static final Logger LOG = LoggerFactory.getLogger(HandlerRun.class);

  private enum State {
    OPEN,
    SETTLED,
    GIVEN_UP
  }

  private State state = State.OPEN;
  private Optional<Connection> connection = Optional.empty();

  /** The transaction that ends with the attempt if it is abandoned. */
  synchronized void uses(Connection lent) throws TransientFailureException {
    goOn();
    connection = Optional.of(lent);
  }

  /** The handler's code begins, in the most recently begun transaction or in none. */
  synchronized void enter(boolean inTransaction) throws TransientFailureException {
    goOn();
    state = State.OPEN;
    if (!inTransaction) {
      connection = Optional.empty();
    }
  }

  /** The handler's code has ended: what follows is short, and cannot be abandoned. */
  synchronized void settle() throws TransientFailureException {
    goOn();
    state = State.SETTLED;
  }

  /** False if the attempt is settled. Aborts the connection, so that the database rolls back. */
  boolean giveUp() {
    Optional<Connection> broken;
    synchronized (this) {
      if (state == State.SETTLED) {
        return false;
      }
      state = State.GIVEN_UP;
      broken = connection;
    }
    broken.ifPresent(HandlerRun::abort);
    return true;
  }

  private void goOn() throws TransientFailureException {
    if (state == State.GIVEN_UP) {
      throw new TransientFailureException("Expected the handler to end in time");
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      LOG.warn("The connection of a handler that hangs could not be aborted", e);
    }
  }
}
