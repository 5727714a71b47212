package dev.sagas.orchestrator.operate;

import dev.sagas.orchestrator.wire.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends one record after the other and awaits each; idempotent, to the partition of its key. */
final class RecordSender implements AutoCloseable {
  private static final int REQUEST_TIMEOUT_MS = 10_000;
  private static final int GIVE_UP_AFTER_MS = 30_000;
  private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;

  private RecordSender(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** A record was not acknowledged: it may have been sent or not. The message says why. */
  static final class NotAcknowledgedException extends Exception {
    NotAcknowledgedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A sender with these client properties. */
  static RecordSender connect(Map<String, Object> client) {
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
    return new RecordSender(
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Sends a record; the answer is why that failed, empty if all in-sync replicas have it. */
  Optional<String> send(ProducerRecord<byte[], byte[]> record) {
    try {
      place(record);
      return Optional.empty();
    } catch (NotAcknowledgedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Sends a record; the answer is where it stands, once all in-sync replicas have it. */
  Position place(ProducerRecord<byte[], byte[]> record) throws NotAcknowledgedException {
    try {
      RecordMetadata at = producer.send(record).get();
      return new Position(at.topic(), at.partition(), at.offset());
    } catch (ExecutionException e) {
      throw new NotAcknowledgedException(String.valueOf(e.getCause()), e);
    } catch (KafkaException e) {
      throw new NotAcknowledgedException(e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAcknowledgedException("interrupted while waiting for the brokers", e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
