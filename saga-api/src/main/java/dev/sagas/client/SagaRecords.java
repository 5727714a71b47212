package dev.sagas.client;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.TopicNames;
import dev.sagas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes the Kafka records that start and signal sagas, as the protocol specifies; sends nothing.
 *
 * <ul>
 *   <li>The schema of a record is registered at its first use, unless {@link #register} has done so
 *       before. Later uses of the schema do not call the registry.
 *   <li>Methods that encode throw {@link dev.sagas.serde.RegistryUnavailableException} if the
 *       registry must be called and does not answer, and another {@link
 *       org.apache.kafka.common.errors.SerializationException} for a record that does not fit.
 *   <li>Thread-safe. Does not close the codec.
 * </ul>
 */
public final class SagaRecords {
  private final RegisteringEncoder encoder;
  private final TopicNames topics;

  public SagaRecords(AvroCodec codec, TopicNames topics) {
    this.encoder = new RegisteringEncoder(codec);
    this.topics = topics;
  }

  /**
   * Registers the schemas of these records in advance, so that making a record does not have to.
   */
  public void register(Class<? extends SpecificRecord> type) {
    encoder.register(topics.requests(), SpecificData.get().getSchema(type));
  }

  /**
   * A request for a saga.
   *
   * @param requestId is returned in the orchestrator's answer
   */
  public ProducerRecord<byte[], byte[]> start(SagaStart start, String requestId) {
    return record(topics.requests(), start.sagaId(), start.data(), headers(start, requestId));
  }

  /** A signal to a saga. */
  public ProducerRecord<byte[], byte[]> signal(
      SagaId sagaId, SignalName name, SpecificRecord signal) {
    Headers headers = new RecordHeaders();
    headers.add(SagaHeaders.SAGA_ID, utf8(sagaId.value()));
    headers.add(SagaHeaders.SIGNAL, utf8(name.value()));
    return record(topics.signals(), sagaId, signal, headers);
  }

  private ProducerRecord<byte[], byte[]> record(
      String topic, SagaId sagaId, SpecificRecord value, Headers headers) {
    return new ProducerRecord<>(
        topic, null, null, utf8(sagaId.value()), encoder.encode(topic, value), headers);
  }

  private Headers headers(SagaStart start, String requestId) {
    Headers headers = new RecordHeaders();
    headers.add(SagaHeaders.SAGA_ID, utf8(start.sagaId().value()));
    headers.add(SagaHeaders.TYPE, utf8(start.type().value()));
    headers.add(SagaHeaders.REQUEST_ID, utf8(requestId));
    if (start.version().isPresent()) {
      headers.add(SagaHeaders.VERSION, utf8(String.valueOf(start.version().getAsInt())));
    }
    if (start.answerWanted()) {
      headers.add(SagaHeaders.REPLY_TO, utf8(topics.answers()));
    }
    if (!start.labels().isEmpty()) {
      headers.add(SagaHeaders.LABELS, utf8(start.labelsHeader()));
    }
    return headers;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
