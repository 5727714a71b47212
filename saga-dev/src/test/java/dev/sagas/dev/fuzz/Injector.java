package dev.sagas.dev.fuzz;

import dev.sagas.engine.wire.Position;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes bad records one by one, each in a batch of its own. */
final class Injector implements AutoCloseable {
  private static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final long SEND_SECONDS = 60;

  private final Map<String, Object> client;
  private final Ledger ledger;
  private final Map<Codec, KafkaProducer<byte[], byte[]>> producers = new EnumMap<>(Codec.class);
  private final KafkaProducer<byte[], byte[]> aborting;

  Injector(Map<String, Object> client, Ledger ledger) {
    this.client = client;
    this.ledger = ledger;
    Map<String, Object> config = config(Codec.NONE);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "fuzz-" + UUID.randomUUID());
    aborting = producer(config);
    aborting.initTransactions();
  }

  private Map<String, Object> config(Codec codec) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, codec.type());
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    return config;
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Writes the record and enters it in the ledger, also when the broker refuses it. */
  void write(Ledger.Planned planned, Draft draft) throws InterruptedException, TimeoutException {
    try {
      RecordMetadata at = draft.isAborted() ? abort(draft) : send(draft.codec(), draft.record());
      ledger.written(planned, new Position(at.topic(), at.partition(), at.offset()), draft);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiException) {
        ledger.refused(planned);
      } else {
        throw new IllegalStateException("Expected to write " + planned, e);
      }
    }
  }

  private RecordMetadata send(Codec codec, ProducerRecord<byte[], byte[]> record)
      throws InterruptedException, ExecutionException, TimeoutException {
    return producers
        .computeIfAbsent(codec, unknown -> producer(config(unknown)))
        .send(record)
        .get(SEND_SECONDS, TimeUnit.SECONDS);
  }

  private RecordMetadata abort(Draft draft)
      throws InterruptedException, ExecutionException, TimeoutException {
    aborting.beginTransaction();
    try {
      return aborting.send(draft.record()).get(SEND_SECONDS, TimeUnit.SECONDS);
    } finally {
      aborting.abortTransaction();
    }
  }

  @Override
  public void close() {
    producers.values().forEach(producer -> producer.close(CLOSE_TIMEOUT));
    aborting.close(CLOSE_TIMEOUT);
  }
}
