package dev.sagas.operate.deadletters;

import dev.sagas.engine.deployment.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the newest dead letters, and each further one as it comes, on a thread of its own.
 *
 * <ul>
 *   <li>Begins {@value #NEWEST} letters before the end of each partition.
 *   <li>A topic that cannot be read is tried again every {@value #RETRY_SECONDS} s.
 * </ul>
 */
public final class LetterTail implements AutoCloseable {
  /** How many letters of each partition are read at first. */
  static final int NEWEST = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(LetterTail.class);
  private static final int RETRY_SECONDS = 15;
  private static final int MAX_WAIT_MS = 1_000;
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Map<String, Object> client;
  private final String topic;
  private final LettersBySaga sink;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "dead-letters");

  private LetterTail(Map<String, Object> client, String topic, LettersBySaga sink) {
    this.client = new HashMap<>(client);
    this.client.put("fetch.max.wait.ms", MAX_WAIT_MS);
    this.topic = topic;
    this.sink = sink;
  }

  /**
   * Begins to read.
   *
   * @param client properties of Kafka's clients
   * @param sink gets each record, on the reader's thread
   */
  public static LetterTail start(Map<String, Object> client, String topic, LettersBySaga sink) {
    LetterTail tail = new LetterTail(client, topic, sink);
    tail.thread.setDaemon(true);
    tail.thread.start();
    return tail;
  }

  private void run() {
    while (closed.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(client)) {
        seekToNewest(consumer, topic, NEWEST);
        while (closed.getCount() > 0) {
          consumer.poll(POLL).forEach(sink::take);
        }
      } catch (InterruptException e) {
        return; // it is being closed
      } catch (KafkaException e) {
        LOG.warn("The dead letters of {} cannot be read: {}", topic, e.getMessage());
        LOG.debug("The dead letters of {} cannot be read", topic, e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      boolean unused = closed.await(RETRY_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Assigns all partitions, each from so many offsets before its end; returns the ends. */
  static Map<TopicPartition, Long> seekToNewest(
      KafkaConsumer<byte[], byte[]> consumer, String topic, int newest) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    ends.forEach(
        (partition, end) ->
            consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - newest)));
    return ends;
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
