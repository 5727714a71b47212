package dev.sagas.orchestrator.operate;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends one record after the other and awaits each; idempotent, to the partition of its key. */
final class LetterSender implements AutoCloseable {
  private static final int REQUEST_TIMEOUT_MS = 10_000;
  private static final int GIVE_UP_AFTER_MS = 30_000;
  private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;

  private LetterSender(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** A sender with these client properties. */
  static LetterSender connect(Map<String, Object> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVE_UP_AFTER_MS);
    config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, GIVE_UP_AFTER_MS);
    config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    config.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
    config.remove(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
    return new LetterSender(
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Sends a record; the answer is why that failed, empty if all in-sync replicas have it. */
  Optional<String> send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(e.getCause()));
    } catch (KafkaException e) {
      return Optional.of(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while waiting for the brokers");
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
