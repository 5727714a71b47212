package dev.sagas.dev.engine;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes and reads records of the protocol one by one, as a participant of any language would. */
public final class Wire implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroCodec codec;
  private final Map<String, Object> config;

  public Wire(Map<String, Object> clientConfig) {
    config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20); // closing waits for a fetch
    Map<String, Object> producing = new HashMap<>(clientConfig);
    producing.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 1024 * 1024);
    producer = new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
    codec = AvroCodec.create(clientConfig, SubjectStrategy.RECORD_NAME);
  }

  public byte[] encode(String topic, SpecificRecord record) {
    codec.register(topic, record.getSchema());
    return codec.encode(topic, record);
  }

  /** Sends a record whose key is the saga id of its headers, or none. */
  public void send(String topic, byte[] value, Map<String, String> headers) throws Exception {
    String id = headers.get(SagaHeaders.SAGA_ID);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, id == null ? null : id.getBytes(StandardCharsets.UTF_8), value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    producer.send(record).get(30, TimeUnit.SECONDS);
  }

  public void start(String type, SpecificRecord data, String sagaId) throws Exception {
    send(
        "saga.requests",
        encode("saga.requests", data),
        Map.of(SagaHeaders.SAGA_ID, sagaId, SagaHeaders.TYPE, type));
  }

  public void reply(ConsumerRecord<byte[], byte[]> command, String outcome, SpecificRecord reply)
      throws Exception {
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.SAGA_ID, header(command, SagaHeaders.SAGA_ID));
    headers.put(SagaHeaders.IN_REPLY_TO, header(command, SagaHeaders.COMMAND_ID));
    headers.put(SagaHeaders.OUTCOME, outcome);
    if (!outcome.equals("succeeded")) {
      headers.put(SagaHeaders.ERROR_CODE, "SCRIPTED");
      headers.put(SagaHeaders.ERROR_MESSAGE, "as the test wants it");
    }
    send(header(command, SagaHeaders.REPLY_TO), encode("saga.replies", reply), headers);
  }

  /** Every committed record that the topic holds now. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  public <R extends SpecificRecord> R decode(ConsumerRecord<byte[], byte[]> record, Class<R> type) {
    return codec.decode(record.topic(), record.value(), type);
  }

  public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
    codec.close();
  }
}
