package dev.sagas.participant;

import dev.sagas.serde.Backoff;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The poll thread's work, from the subscription until the participant stops. */
abstract class ParticipantLoop implements Runnable {
  static final Duration POLL = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(ParticipantLoop.class);

  /** The partitions are handed over at once, even those of a static member. */
  private static final CloseOptions LEAVE =
      CloseOptions.timeout(Duration.ofSeconds(5))
          .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Shutdown shutdown;
  private final Backoff backoff;
  private int failures;

  /** Works on the commands of {@code topic}, with such pauses after failures. */
  ParticipantLoop(
      Consumer<byte[], byte[]> consumer, String topic, Shutdown shutdown, Backoff backoff) {
    this.consumer = consumer;
    this.topic = topic;
    this.shutdown = shutdown;
    this.backoff = backoff;
  }

  /** Joins the group, once. */
  abstract void begin() throws AbandonedException;

  /** One poll and what follows from it. */
  abstract void turn() throws AbandonedException;

  /** Leaves the group, once, however the loop ends. */
  abstract void leave();

  @Override
  public final void run() {
    try {
      begin();
      while (!shutdown.isRequested()) {
        guardedTurn();
      }
    } catch (AbandonedException e) {
      LOG.debug("Asked to stop while waiting", e);
    } catch (RuntimeException | Error e) {
      LOG.error("The participant on {} cannot continue", topic, e);
      shutdown.fail(e);
    } finally {
      shutdown.request();
      leave();
    }
  }

  private void guardedTurn() throws AbandonedException {
    try {
      turn();
    } catch (KafkaException e) {
      if (isFinal(e)) {
        throw e;
      }
      LOG.warn("Kafka answered an error on {}; trying again", topic, e);
      failed();
      pause();
    }
  }

  /** The next pause is the shortest again. */
  final void succeeded() {
    failures = 0;
  }

  /** The next pause is longer. */
  final void failed() {
    failures++;
  }

  /** Waits before the next attempt. */
  final void pause() throws AbandonedException {
    shutdown.pause(backoff.afterMs(failures));
  }

  final void closeConsumer() {
    try {
      consumer.close(LEAVE);
    } catch (RuntimeException e) {
      LOG.warn("The consumer of {} was not closed", topic, e);
    }
  }

  /** Missing permissions and the like can be fixed while the participant waits; these cannot. */
  private static boolean isFinal(KafkaException e) {
    return e instanceof FencedInstanceIdException
        || e instanceof NoOffsetForPartitionException
        || e instanceof UnsupportedVersionException
        || e instanceof ConfigException;
  }
}
