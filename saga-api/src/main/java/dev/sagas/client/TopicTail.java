package dev.sagas.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is written to all partitions of a topic from a certain moment on, on its own thread.
 */
final class TopicTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final long PAUSE_AFTER_ERROR_MS = 500;

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Listener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;

  TopicTail(String topic, Supplier<Consumer<byte[], byte[]>> consumers, Listener listener) {
    this.topic = topic;
    this.consumers = consumers;
    this.listener = listener;
  }

  /** Takes the records. */
  @FunctionalInterface
  interface Listener {
    /** False if the record must be passed again after a while. */
    boolean take(ConsumerRecord<byte[], byte[]> record);
  }

  /**
   * Begins at the topic's end as it is now, unless it has begun before.
   *
   * @throws TimeoutException if there is no such topic, or Kafka does not answer
   * @throws IllegalStateException if it was closed
   */
  synchronized void open() {
    if (thread != null) {
      return;
    }
    if (isClosed()) {
      throw new IllegalStateException("The client was closed");
    }
    Consumer<byte[], byte[]> consumer = consumers.get();
    try {
      seekToEnd(consumer);
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw e;
    }
    Thread started = new Thread(() -> run(consumer), "saga-client-" + topic);
    started.setDaemon(true);
    started.start();
    thread = started;
  }

  @Override
  public void close() {
    closed.countDown();
    Thread running = running();
    if (running != null && running != Thread.currentThread()) {
      try {
        running.join(CLOSE_TIMEOUT.toMillis() * 2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized @Nullable Thread running() {
    return thread;
  }

  private void seekToEnd(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(partition -> consumer.position(partition, OPEN_TIMEOUT));
  }

  /** A topic may be created a moment later than the client. */
  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    long deadlineNs = System.nanoTime() + OPEN_TIMEOUT.toNanos();
    do {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, OPEN_TIMEOUT).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (!partitions.isEmpty()) {
        return partitions;
      }
    } while (!pause() && System.nanoTime() < deadlineNs);
    throw new TimeoutException(
        "Expected topic " + topic + " to exist; the orchestrator makes it when it starts");
  }

  private void run(Consumer<byte[], byte[]> consumer) {
    while (!isClosed()) {
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          give(record);
        }
      } catch (KafkaException e) {
        LOG.warn("Reading {} failed; trying again", topic, e);
        pause();
      }
    }
    try {
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    } catch (KafkaException e) {
      LOG.warn("The consumer of {} was not closed", topic, e);
    }
  }

  private void give(ConsumerRecord<byte[], byte[]> record) {
    boolean taken = false;
    while (!taken && !isClosed()) {
      try {
        taken = listener.take(record);
      } catch (RuntimeException e) {
        LOG.error("{} {} could not be taken", topic, record.offset(), e);
        return;
      }
      if (!taken) {
        pause();
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** True if it was closed meanwhile. */
  private boolean pause() {
    try {
      return closed.await(PAUSE_AFTER_ERROR_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
