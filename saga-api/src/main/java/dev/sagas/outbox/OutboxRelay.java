package dev.sagas.outbox;

import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the committed rows of an outbox to Kafka, on its own thread.
 *
 * <ul>
 *   <li>At least once: a row is deleted after Kafka has acknowledged it, so that one that was being
 *       sent when the relay or the database failed is sent again.
 *   <li>In order for each saga: a row is sent after the one before it was acknowledged. There is no
 *       order between sagas, nor between transactions that were open at the same time.
 *   <li>Several relays may work on one table, in any number of processes: they share the sagas by
 *       row locks, keep the order, and do not wait for one another.
 *   <li>A row that can never be sent (too large, an invalid topic) is set aside with its error and
 *       logged; later rows of its saga are sent. All other failures, including a missing topic or
 *       denied access, are retried for ever, with pauses of up to 10 s.
 *   <li>Uses one connection at a time from the data source, for as long as Kafka takes to answer:
 *       while Kafka is unavailable, up to {@code delivery.timeout.ms}, here 30 s by default.
 *   <li>Keeps the process alive until it is closed.
 *   <li>Thread-safe.
 * </ul>
 */
public final class OutboxRelay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_MARGIN = Duration.ofSeconds(10);

  private final Wakeup wakeup;
  private final Thread thread;

  OutboxRelay(RelayLoop loop, Wakeup wakeup) {
    this.wakeup = wakeup;
    // Not a daemon: it keeps the process alive until the relay is closed.
    this.thread = new Thread(loop, "saga-outbox-relay");
    thread.start();
  }

  /** Begins the description of a relay for the outbox in this database. */
  public static OutboxRelayBuilder on(DataSource dataSource) {
    return new OutboxRelayBuilder(dataSource);
  }

  /**
   * Looks for rows now instead of at the next poll. Cheap; call it after a commit. Does not shorten
   * the pause after an error.
   */
  public void wakeUp() {
    wakeup.ring();
  }

  /** True until it is closed. */
  public boolean isRunning() {
    return thread.isAlive();
  }

  /** Waits until the relay has ended. */
  public void await() throws InterruptedException {
    thread.join();
  }

  /**
   * Waits at most 10 s for the rows that are being sent, and stops. Unfinished rows stay, and may
   * be sent a second time by another relay. Does nothing the second time.
   */
  @Override
  public void close() {
    wakeup.close(CLOSE_TIMEOUT);
    try {
      thread.join(CLOSE_TIMEOUT.plus(CLOSE_MARGIN).toMillis());
      if (thread.isAlive()) {
        LOG.warn("The outbox's relay has not ended yet: its database or Kafka does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
