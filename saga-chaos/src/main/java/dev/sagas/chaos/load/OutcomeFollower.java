package dev.sagas.chaos.load;

import dev.sagas.protocol.ClientSettings;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.TopicNames;
import dev.sagas.schema.SagaOutcome;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed outcomes in a thread of its own.
 *
 * <ul>
 *   <li>An outcome that cannot be read now, because the registry is away, is read again.
 * </ul>
 */
final class OutcomeFollower implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PAUSE_MS = 200;
  private static final long CLOSE_LIMIT_MS = 10_000;

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroCodec codec;
  private final ClientErrors errors;
  private final List<TopicPartition> partitions;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Connects; the topic must exist. */
  OutcomeFollower(Map<String, Object> clients, TopicNames topics, ClientErrors errors) {
    this.topic = topics.outcomes();
    this.errors = errors;
    this.codec = AvroCodec.create(clients, SubjectStrategy.RECORD_NAME);
    Map<String, Object> config = ClientSettings.forConsumers(clients);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  int partitionCount() {
    return partitions.size();
  }

  /** Begins to note the ends of sagas. */
  Thread start(StartedSagas sagas) {
    Thread thread = new Thread(() -> follow(sagas), "chaos-outcomes");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((dead, error) -> errors.count("follow outcomes", error));
    thread.start();
    return thread;
  }

  private void follow(StartedSagas sagas) {
    try (codec;
        consumer) {
      while (stopping.getCount() > 0) {
        try {
          ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
          for (TopicPartition partition : records.partitions()) {
            take(records.records(partition), partition, sagas);
          }
        } catch (KafkaException e) {
          errors.count("read outcomes", e);
          pause();
        }
      }
    }
  }

  private void take(
      List<ConsumerRecord<byte[], byte[]>> records, TopicPartition from, StartedSagas sagas) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        if (record.value() != null) {
          SagaOutcome outcome = codec.decode(topic, record.value(), SagaOutcome.class);
          sagas.end(new SagaId(outcome.getSagaId()), outcome.getOutcome());
        }
      } catch (KafkaException e) {
        consumer.seek(from, record.offset());
        throw e;
      }
    }
  }

  private void pause() {
    try {
      boolean unused = stopping.await(PAUSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }

  /** Asks the thread to end. */
  @Override
  public void close() {
    stopping.countDown();
  }

  /** Waits for the thread for at most 10 s. */
  static void join(Thread thread) {
    try {
      thread.join(CLOSE_LIMIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
