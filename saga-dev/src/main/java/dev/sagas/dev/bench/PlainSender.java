package dev.sagas.dev.bench;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends records without waiting for each; a record that failed fails the next call. */
final class PlainSender implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  PlainSender(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Sends a record.
   *
   * @throws BenchFailure if a record before could not be sent
   */
  void send(ProducerRecord<byte[], byte[]> record) {
    Exception failed = failure.get();
    if (failed != null) {
      throw new BenchFailure("Expected to send records, but " + failed.getMessage(), failed);
    }
    Future<RecordMetadata> unused = producer.send(record, this::sent);
  }

  private void sent(RecordMetadata written, @Nullable Exception failed) {
    if (failed != null) {
      failure.compareAndSet(null, failed);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
