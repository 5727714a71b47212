package dev.sagas.internal;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that a thread which was interrupted can close, such as one that is being stopped.
 *
 * <ul>
 *   <li>Kafka's own consumer ends its fetches over the network, which an interrupted thread cannot
 *       use: the brokers keep them open, and an error is logged. This one closes within {@link
 *       #LIMIT} then, and the thread is interrupted afterwards as before.
 *   <li>Like Kafka's, it belongs to one thread.
 * </ul>
 */
public final class InterruptibleConsumer extends KafkaConsumer<byte[], byte[]> {
  /** How long closing may take once the thread is interrupted. */
  static final Duration LIMIT = Duration.ofSeconds(1);

  /** A consumer of bytes with these properties. */
  public InterruptibleConsumer(Map<String, Object> config) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    if (!Thread.interrupted()) {
      super.close();
      return;
    }
    try {
      super.close(CloseOptions.timeout(LIMIT));
    } finally {
      Thread.currentThread().interrupt();
    }
  }
}
