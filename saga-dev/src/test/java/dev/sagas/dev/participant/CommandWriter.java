package dev.sagas.dev.participant;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes commands as the orchestrator does, and worse ones. */
final class CommandWriter implements AutoCloseable {
  private final String topic;
  private final String replyTo;
  private final AvroCodec codec;
  private final KafkaProducer<byte[], byte[]> producer;

  CommandWriter(Map<String, Object> config, String topic, String replyTo) {
    this.topic = topic;
    this.replyTo = replyTo;
    this.codec = AvroCodec.create(config, SubjectStrategy.RECORD_NAME);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  AvroCodec codec() {
    return codec;
  }

  byte[] encode(SpecificRecord command) {
    codec.register(topic, command.getSchema());
    return codec.encode(topic, command);
  }

  static DeduplicationKey key(String sagaId, Action action, int epoch) {
    return new DeduplicationKey(
        new SagaId(sagaId),
        new RunId("0d4f0da762e6"),
        new StepName("reserve-stock"),
        action,
        epoch);
  }

  /** A command's headers, to be changed and sent. */
  Map<String, String> headers(DeduplicationKey key, int attempt) {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.SAGA_ID, key.sagaId().value());
    headers.put(SagaHeaders.RUN, key.run().value());
    headers.put(SagaHeaders.TYPE, "order-fulfilment");
    headers.put(SagaHeaders.VERSION, "1");
    headers.put(SagaHeaders.STEP, key.step().value());
    headers.put(SagaHeaders.ACTION, key.action().headerValue());
    headers.put(SagaHeaders.ATTEMPT, String.valueOf(attempt));
    headers.put(SagaHeaders.COMMAND_ID, new CommandId(key, attempt).toString());
    headers.put(SagaHeaders.DEDUPLICATION_KEY, key.toString());
    headers.put(SagaHeaders.REPLY_TO, replyTo);
    headers.put(SagaHeaders.REPLY_PARTITION, "1");
    headers.put(SagaHeaders.DEADLINE, String.valueOf(Instant.now().plusSeconds(60).toEpochMilli()));
    headers.put(
        SagaHeaders.FENCE_UNTIL, String.valueOf(Instant.now().plusSeconds(3600).toEpochMilli()));
    if (key.action() == Action.COMPENSATE) {
      headers.put(SagaHeaders.UNDOES, key.forAction(Action.EXECUTE).toString());
      headers.put(SagaHeaders.EXECUTE_OUTCOME, SagaHeaders.EXECUTE_SUCCEEDED);
    }
    return headers;
  }

  RecordMetadata send(DeduplicationKey key, SpecificRecord command) throws Exception {
    return send(key.sagaId().value(), headers(key, 1), encode(command));
  }

  RecordMetadata send(String recordKey, Map<String, String> headers, byte[] value)
      throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, recordKey.getBytes(StandardCharsets.UTF_8), value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return producer.send(record).get();
  }

  @Override
  public void close() {
    producer.close();
    codec.close();
  }
}
