package dev.sagas.chaos.load;

import dev.sagas.protocol.ClientSettings;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Notes in a thread of its own when outcomes can be read committed. */
public final class ProgressFollower implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long CLOSE_LIMIT_MS = 10_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ProgressGaps gaps;
  private final ClientErrors errors = new ClientErrors();
  private final Thread thread = new Thread(this::follow, "chaos-progress");
  private volatile boolean isClosing;

  private ProgressFollower(KafkaConsumer<byte[], byte[]> consumer, ProgressGaps gaps) {
    this.consumer = consumer;
    this.gaps = gaps;
    thread.setDaemon(true);
  }

  /** Begins with what ends from now on; the topic must exist. */
  public static ProgressFollower start(Map<String, Object> clients, ProgressGaps gaps) {
    Map<String, Object> config = ClientSettings.forConsumers(clients);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis());
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    String topic = TopicNames.DEFAULT.outcomes();
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    ProgressFollower follower = new ProgressFollower(consumer, gaps);
    follower.thread.start();
    return follower;
  }

  /** Of the clock of all times, in ms. */
  public static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private void follow() {
    try (consumer) {
      while (!isClosing) {
        try {
          consumer.poll(POLL).forEach(record -> gaps.ended(record.partition(), nowMs()));
        } catch (KafkaException e) {
          errors.count("read outcomes", e);
        }
      }
    }
  }

  @Override
  public void close() {
    isClosing = true;
    try {
      thread.join(CLOSE_LIMIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
