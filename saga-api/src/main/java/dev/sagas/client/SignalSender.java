package dev.sagas.client;

import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Sends signals to sagas. */
final class SignalSender {
  private final SagaRecords records;
  private final Producer<byte[], byte[]> producer;
  private final Completions completions;

  SignalSender(SagaRecords records, Producer<byte[], byte[]> producer, Completions completions) {
    this.records = records;
    this.producer = producer;
    this.completions = completions;
  }

  CompletableFuture<SignalReceipt> send(SagaId sagaId, SignalName name, SpecificRecord signal) {
    CompletableFuture<SignalReceipt> receipt = new CompletableFuture<>();
    try {
      Future<?> unused =
          producer.send(
              records.signal(sagaId, name, signal),
              (position, problem) -> {
                if (problem == null) {
                  completions.complete(receipt, () -> receipt(sagaId, name, position));
                } else {
                  completions.fail(receipt, problem);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      completions.fail(receipt, e);
    }
    return receipt;
  }

  private static SignalReceipt receipt(SagaId sagaId, SignalName name, RecordMetadata position) {
    return new SignalReceipt(
        sagaId, name, position.topic(), position.partition(), position.offset());
  }
}
