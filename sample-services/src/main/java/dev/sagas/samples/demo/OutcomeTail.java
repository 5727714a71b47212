package dev.sagas.samples.demo;

import dev.sagas.schema.SagaOutcome;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every outcome, past ones first.
 *
 * <ul>
 *   <li>The listener is called by one thread, in the order of each partition.
 * </ul>
 */
final class OutcomeTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeTail.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int FETCH_WAIT_MS = 50;

  private final String topic;
  private final AvroCodec codec;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<SagaOutcome> listener;
  private final CountDownLatch pastIsRead = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "demo-outcomes");

  private OutcomeTail(DemoEnvironment environment, Consumer<SagaOutcome> listener) {
    this.topic = environment.topics().outcomes();
    this.codec = AvroCodec.create(environment.clientSettings(), SubjectStrategy.TOPIC_NAME);
    this.consumer = consumer(environment.clientSettings());
    this.listener = listener;
  }

  /** Begins to read. */
  static OutcomeTail open(DemoEnvironment environment, Consumer<SagaOutcome> listener) {
    OutcomeTail tail = new OutcomeTail(environment, listener);
    tail.thread.start();
    return tail;
  }

  /** Returns when every outcome that was there at the beginning has been read. */
  void readPast() throws InterruptedException {
    pastIsRead.await();
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> clientSettings) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
    // A consumer closes only once the fetch that is under way is answered.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    settings.keySet().removeIf(name -> name.startsWith("saga.") || name.startsWith("schema."));
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void run() {
    try (consumer) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> past = consumer.endOffsets(partitions);
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          listener.accept(codec.decode(topic, record.value(), SagaOutcome.class));
        }
        if (pastIsRead.getCount() > 0 && isRead(past)) {
          pastIsRead.countDown();
        }
      }
    } catch (WakeupException e) {
      LOG.debug("Stopped reading outcomes");
    } catch (RuntimeException e) {
      LOG.error("Stopped reading outcomes; sagas that end from now on are not counted", e);
    } finally {
      pastIsRead.countDown();
    }
  }

  private boolean isRead(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    codec.close();
  }
}
