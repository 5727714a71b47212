package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.ClusterFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records of some topics again to their partitions, byte for byte, as a mirror does that was
 * set back, or a bridge that retries.
 *
 * <ul>
 *   <li>Half of what is committed while it runs, each once, up to {@value #LONGEST_DELAY_MS} ms
 *       later; hence in another order, and among records of other sagas.
 *   <li>What it has sent itself is not sent again.
 * </ul>
 */
final class RepeatedRecords implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long LONGEST_DELAY_MS = 6_000;

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final SplittableRandom random;
  private final PriorityQueue<Later> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Later::atNanos));
  private final Set<Position> own = new HashSet<>();

  private RepeatedRecords(
      Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, long seed) {
    this.consumer = consumer;
    this.producer = producer;
    this.random = new SplittableRandom(seed);
  }

  private record Later(ConsumerRecord<byte[], byte[]> record, long atNanos) {}

  private record Position(TopicPartition partition, long offset) {}

  /** Begins at the ends of these topics. */
  static RepeatedRecords of(Map<String, Object> client, Collection<String> topics, long seed) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return new RepeatedRecords(
        consumer,
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer()),
        seed);
  }

  /**
   * Repeats for so long, and then sends what still waits.
   *
   * @return how many were sent
   */
  int run(long durationMs) throws InterruptedException {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(durationMs);
    int sent = 0;
    while (System.nanoTime() < endNanos) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
      sent += sendUntil(System.nanoTime());
    }
    return sent + sendUntil(Long.MAX_VALUE);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Position position =
        new Position(new TopicPartition(record.topic(), record.partition()), record.offset());
    if (!own.remove(position) && random.nextBoolean()) {
      long delayNanos = TimeUnit.MILLISECONDS.toNanos(random.nextLong(LONGEST_DELAY_MS));
      waiting.add(new Later(record, System.nanoTime() + delayNanos));
    }
  }

  private int sendUntil(long nanos) throws InterruptedException {
    int sent = 0;
    while (!waiting.isEmpty() && waiting.element().atNanos() <= nanos) {
      send(waiting.remove().record());
      sent++;
    }
    return sent;
  }

  /** Waits for the answer: its position must be known before the record is read. */
  private void send(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    try {
      long offset =
          producer
              .send(
                  new ProducerRecord<>(
                      record.topic(),
                      record.partition(),
                      record.key(),
                      record.value(),
                      record.headers()))
              .get()
              .offset();
      own.add(new Position(new TopicPartition(record.topic(), record.partition()), offset));
    } catch (ExecutionException e) {
      throw new ClusterFailure(
          "Expected to send a record of %s again".formatted(record.topic()), e.getCause());
    }
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}
