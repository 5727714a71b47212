package dev.sagas.outbox;

import dev.sagas.serde.Backoff;
import dev.sagas.serde.CodecOutages;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs rounds until it is asked to stop: without a pause while there is work, with pauses after
 * errors.
 */
final class RelayLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RelayLoop.class);
  private static final Backoff BACKOFF = new Backoff(100, 10_000);
  private static final Duration PRODUCER_CLOSE = Duration.ofSeconds(5);

  private final RelayRound round;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Wakeup wakeup;
  private final long pollMs;
  private @Nullable Producer<byte[], byte[]> producer;
  private int failures;

  RelayLoop(
      RelayRound round,
      Supplier<Producer<byte[], byte[]>> producers,
      Wakeup wakeup,
      Duration poll) {
    this.round = round;
    this.producers = producers;
    this.wakeup = wakeup;
    this.pollMs = poll.toMillis();
    // Settings that do not fit are reported to the caller that starts the relay.
    this.producer = producers.get();
  }

  @Override
  public void run() {
    try {
      while (!wakeup.isClosed()) {
        step();
      }
    } catch (InterruptedException e) {
      LOG.debug("The outbox's relay stops within a round", e);
    } finally {
      dropProducer();
    }
  }

  private void step() throws InterruptedException {
    try {
      RelayRound.Result result = round.run(connected());
      if (result.problem().isPresent()) {
        Exception problem = result.problem().get();
        if (!Sending.isRetriable(problem)) {
          dropProducer();
        }
        if (result.done() > 0) {
          failures = 0;
        }
        backOff(problem);
        return;
      }
      failures = 0;
      if (result.done() == 0) {
        wakeup.awaitWork(pollMs);
      }
    } catch (SQLException | RuntimeException e) {
      backOff(e);
    }
  }

  private void backOff(Exception problem) throws InterruptedException {
    failures++;
    long pauseMs = BACKOFF.afterMs(failures);
    CodecOutages.warn(
        LOG, "The outbox was not emptied; trying again in " + pauseMs + " ms", problem);
    wakeup.pause(pauseMs);
  }

  private Producer<byte[], byte[]> connected() {
    Producer<byte[], byte[]> current = producer;
    if (current == null) {
      current = producers.get();
      producer = current;
    }
    return current;
  }

  private void dropProducer() {
    Producer<byte[], byte[]> current = producer;
    producer = null;
    if (current != null) {
      try {
        current.close(PRODUCER_CLOSE);
      } catch (KafkaException e) {
        LOG.warn("The producer of the outbox's relay was not closed", e);
      }
    }
  }
}
