package dev.sagas.operate.topics;

import dev.sagas.engine.wire.Position;
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

/** Sends one record after the other and awaits each; idempotently, to the partition of its key. */
public final class RecordSender implements AutoCloseable {
  private static final int REQUEST_TIMEOUT_MS = 10_000;
  private static final int GIVE_UP_AFTER_MS = 30_000;
  private static final int METADATA_TIMEOUT_MS = 10_000;
  private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Object> client;

  private RecordSender(KafkaProducer<byte[], byte[]> producer, Map<String, Object> client) {
    this.producer = producer;
    this.client = client;
  }

  /** A record was not acknowledged. The failure says why, and whether it may be there. */
  public static final class NotAcknowledgedException extends Exception {
    private final transient SendFailure failure;

    NotAcknowledgedException(SendFailure failure, Throwable cause) {
      super(failure.reason(), cause);
      this.failure = failure;
    }

    public SendFailure failure() {
      return failure;
    }
  }

  /** A sender with these client properties. */
  public static RecordSender connect(Map<String, Object> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVE_UP_AFTER_MS);
    config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, METADATA_TIMEOUT_MS);
    config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    config.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
    config.remove(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG);
    return new RecordSender(
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()), client);
  }

  /** Sends a record; returns why that failed, empty if all in-sync replicas have it. */
  public Optional<SendFailure> send(ProducerRecord<byte[], byte[]> record) {
    try {
      place(record);
      return Optional.empty();
    } catch (NotAcknowledgedException e) {
      return Optional.of(e.failure());
    }
  }

  /** Sends a record; returns its position, once all in-sync replicas have it. */
  public Position place(ProducerRecord<byte[], byte[]> record) throws NotAcknowledgedException {
    requireTopic(record.topic());
    try {
      RecordMetadata at = producer.send(record).get();
      return new Position(at.topic(), at.partition(), at.offset());
    } catch (ExecutionException e) {
      throw failed(Optional.ofNullable(e.getCause()).orElse(e), record.topic());
    } catch (KafkaException e) {
      throw failed(e, record.topic());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAcknowledgedException(
          new SendFailure(false, "interrupted while waiting for the brokers"), e);
    }
  }

  /**
   * A failure here has certainly sent nothing; without this check, the send itself would look up
   * the topic.
   */
  private void requireTopic(String topic) throws NotAcknowledgedException {
    try {
      producer.partitionsFor(topic);
    } catch (KafkaException e) {
      SendFailure known = SendFailure.of(e, topic, client);
      throw new NotAcknowledgedException(new SendFailure(true, known.reason()), e);
    }
  }

  private NotAcknowledgedException failed(Throwable failure, String topic) {
    return new NotAcknowledgedException(SendFailure.of(failure, topic, client), failure);
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
