package dev.sagas.client;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Sends signals to sagas. */
final class SignalSender {
  private final RegisteringEncoder encoder;
  private final TopicNames topics;
  private final Producer<byte[], byte[]> producer;

  SignalSender(RegisteringEncoder encoder, TopicNames topics, Producer<byte[], byte[]> producer) {
    this.encoder = encoder;
    this.topics = topics;
    this.producer = producer;
  }

  CompletableFuture<SignalReceipt> send(SagaId sagaId, SignalName name, SpecificRecord signal) {
    CompletableFuture<SignalReceipt> receipt = new CompletableFuture<>();
    try {
      Future<?> unused =
          producer.send(
              write(sagaId, name, signal),
              (position, problem) -> {
                if (problem == null) {
                  receipt.completeAsync(() -> receipt(sagaId, name, position));
                } else {
                  receipt.completeExceptionally(problem);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      receipt.completeExceptionally(e);
    }
    return receipt;
  }

  private ProducerRecord<byte[], byte[]> write(
      SagaId sagaId, SignalName name, SpecificRecord signal) {
    Headers headers = new RecordHeaders();
    headers.add(SagaHeaders.SAGA_ID, utf8(sagaId.value()));
    headers.add(SagaHeaders.SIGNAL, utf8(name.value()));
    return new ProducerRecord<>(
        topics.signals(),
        null,
        null,
        utf8(sagaId.value()),
        encoder.encode(topics.signals(), signal),
        headers);
  }

  private static SignalReceipt receipt(SagaId sagaId, SignalName name, RecordMetadata position) {
    return new SignalReceipt(
        sagaId, name, position.topic(), position.partition(), position.offset());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
