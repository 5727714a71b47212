package dev.sagas.dev.kafka;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker inside this process, with its data on disk.
 *
 * <ul>
 *   <li>Listens only on the loopback interface.
 *   <li>Started again on the same directory it has the same topics, records and cluster id.
 *   <li>Topics are not created automatically.
 *   <li>Only its owner can read its directory.
 *   <li>While it runs, the process's default locale is {@link java.util.Locale#ROOT}: Kafka's
 *       server fails under others.
 *   <li>Methods may be called from any thread.
 * </ul>
 */
public final class EmbeddedKafka extends LocalKafka {
  private @Nullable BrokerNode node;

  private EmbeddedKafka(EmbeddedKafkaConfig config) {
    super(config);
  }

  /** Starts a broker with its data in {@code dataDir} on a free port. */
  public static EmbeddedKafka start(Path dataDir) {
    return start(EmbeddedKafkaConfig.in(dataDir));
  }

  /**
   * Starts a broker and returns when it serves clients.
   *
   * @throws IllegalStateException if the port is in use or another broker holds the directory
   */
  public static EmbeddedKafka start(EmbeddedKafkaConfig config) {
    EmbeddedKafka kafka = new EmbeddedKafka(config.withKnownPort());
    kafka.restart();
    return kafka;
  }

  public synchronized boolean isRunning() {
    return node != null;
  }

  /** Shuts down cleanly; does nothing if it is stopped. */
  public synchronized void stop() {
    if (node != null) {
      node.stop();
      node = null;
    }
  }

  /** Starts on the same directory and port, after a stop in good order if it runs. */
  public synchronized void restart() {
    stop();
    node = BrokerNode.start(config());
  }

  @Override
  public void close() {
    stop();
  }
}
