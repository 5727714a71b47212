package dev.sagas.samples.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes commands of the shipping service and reads what it answers. */
final class ShippingProbe implements AutoCloseable {
  static final String COMMANDS = "shipping.commands";
  static final String DEAD_LETTERS = "saga.dead-letters";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> config;
  private final AvroCodec codec;
  private final KafkaProducer<byte[], byte[]> producer;

  ShippingProbe(Backbone backbone) {
    this(backbone, Map.of());
  }

  /** With more settings of the codec. */
  ShippingProbe(Backbone backbone, Map<String, Object> more) {
    config = new HashMap<>(backbone.clientConfig());
    config.putAll(more);
    codec = AvroCodec.create(config, SubjectStrategy.RECORD_NAME);
    producer = producer(Map.of());
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("compression.type", "lz4"); // as the orchestrator does
    settings.put("bootstrap.servers", config.get("bootstrap.servers"));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  byte[] encode(IndexedRecord record) {
    codec.register(COMMANDS, record.getSchema());
    return codec.encode(COMMANDS, record);
  }

  GenericRecord decode(ConsumerRecord<byte[], byte[]> record) {
    return codec.decode(record.topic(), record.value());
  }

  /** Sends a record and waits until Kafka has it. */
  void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    producer.send(record).get();
  }

  /** Writes a record in a transaction that is aborted. */
  void sendInVain(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (KafkaProducer<byte[], byte[]> transactional =
        producer(Map.of("transactional.id", "in-vain"))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      transactional.send(record).get();
      transactional.abortTransaction();
    }
  }

  /** Sends a record that came from a topic to that topic again, as a redelivery would. */
  void sendAgain(ConsumerRecord<byte[], byte[]> record) throws Exception {
    send(
        new ProducerRecord<>(
            record.topic(), record.partition(), record.key(), record.value(), record.headers()));
  }

  /** The first records of a topic that fit, once there are that many. */
  List<ConsumerRecord<byte[], byte[]>> await(
      String topic, int count, Predicate<ConsumerRecord<byte[], byte[]>> fits) {
    long endNs = System.nanoTime() + LIMIT.toNanos();
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            String.valueOf(config.get("bootstrap.servers")),
            "isolation.level",
            "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (found.size() < count && System.nanoTime() < endNs) {
        consumer.poll(POLL).forEach(found::add);
        found.removeIf(fits.negate());
      }
    }
    assertThat(found).as("records on " + topic).hasSizeGreaterThanOrEqualTo(count);
    return found;
  }

  /** The answers to a command, once there are that many. */
  List<ConsumerRecord<byte[], byte[]>> answers(String topic, int count, String commandId) {
    return await(
        topic,
        count,
        record -> header(record.headers(), SagaHeaders.IN_REPLY_TO).equals(commandId));
  }

  /** The last header of that name; empty if there is none. */
  static String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
    codec.close();
  }
}
