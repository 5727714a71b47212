package dev.sagas.participant;

import dev.sagas.internal.Backoff;
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

/** The poll thread's work, from the subscription to the last commit. */
final class CommandLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration POLL_WHEN_CROWDED = Duration.ofMillis(5);

  /** The partitions are handed over at once, even those of a static member. */
  static final CloseOptions LEAVE =
      CloseOptions.timeout(Duration.ofSeconds(5))
          .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

  private static final long COMMIT_EVERY_NS = 100_000_000;

  private final Consumer<byte[], byte[]> consumer;
  private final Subscription subscription;
  private final CommandIntake intake;
  private final Shutdown shutdown;
  private final Backoff backoff = new Backoff(100, 5_000);
  private int failures;
  private long committedNs = System.nanoTime();

  CommandLoop(
      Consumer<byte[], byte[]> consumer,
      Subscription subscription,
      CommandIntake intake,
      Shutdown shutdown) {
    this.consumer = consumer;
    this.subscription = subscription;
    this.intake = intake;
    this.shutdown = shutdown;
  }

  @Override
  public void run() {
    try {
      subscription.join(consumer, intake);
      while (!shutdown.isRequested()) {
        turn();
      }
    } catch (AbandonedException e) {
      LOG.debug("Asked to stop while waiting for Kafka", e);
    } catch (RuntimeException | Error e) {
      LOG.error("The participant on {} cannot continue", subscription.topic(), e);
      shutdown.fail(e);
    } finally {
      shutdown.request();
      leave();
    }
  }

  private void turn() throws AbandonedException {
    try {
      intake.accept(consumer.poll(intake.isCrowded() ? POLL_WHEN_CROWDED : POLL));
      long nowNs = System.nanoTime();
      if (nowNs - committedNs >= COMMIT_EVERY_NS) {
        intake.commit();
        committedNs = nowNs;
      }
      failures = 0;
    } catch (KafkaException e) {
      if (isFinal(e)) {
        throw e;
      }
      failures++;
      LOG.warn("Kafka answered an error on {}; trying again", subscription.topic(), e);
      shutdown.pause(backoff.afterMs(failures));
    }
  }

  private void leave() {
    try {
      intake.stop();
    } catch (RuntimeException e) {
      LOG.warn("The participant on {} stopped without its last commit", subscription.topic(), e);
    }
    try {
      consumer.close(LEAVE);
    } catch (RuntimeException e) {
      LOG.warn("The consumer of {} was not closed", subscription.topic(), e);
    }
  }

  /** Missing permissions and the like can be fixed while the participant waits; these cannot. */
  static boolean isFinal(KafkaException e) {
    return e instanceof FencedInstanceIdException
        || e instanceof NoOffsetForPartitionException
        || e instanceof UnsupportedVersionException
        || e instanceof ConfigException;
  }
}
