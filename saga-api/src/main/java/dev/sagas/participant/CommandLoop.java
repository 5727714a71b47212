package dev.sagas.participant;

import dev.sagas.serde.Backoff;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls commands and commits what is handled, in the rhythm of its own. */
final class CommandLoop extends ParticipantLoop {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLoop.class);
  private static final Duration POLL_WHEN_CROWDED = Duration.ofMillis(5);
  private static final long COMMIT_EVERY_NS = 100_000_000;

  private final Consumer<byte[], byte[]> consumer;
  private final Subscription subscription;
  private final CommandIntake intake;
  private long committedNs = System.nanoTime();

  CommandLoop(
      Consumer<byte[], byte[]> consumer,
      Subscription subscription,
      CommandIntake intake,
      Shutdown shutdown) {
    super(consumer, subscription.topic(), shutdown, new Backoff(100, 5_000));
    this.consumer = consumer;
    this.subscription = subscription;
    this.intake = intake;
  }

  @Override
  void begin() throws AbandonedException {
    subscription.join(consumer, intake);
  }

  @Override
  void turn() throws AbandonedException {
    intake.accept(consumer.poll(intake.isCrowded() ? POLL_WHEN_CROWDED : POLL));
    long nowNs = System.nanoTime();
    if (nowNs - committedNs >= COMMIT_EVERY_NS) {
      intake.commit();
      committedNs = nowNs;
    }
    succeeded();
  }

  @Override
  void leave() {
    try {
      intake.stop();
    } catch (RuntimeException e) {
      LOG.warn("The participant on {} stopped without its last commit", subscription.topic(), e);
    }
    closeConsumer();
  }
}
