package dev.sagas.dev.journal;

import dev.sagas.dev.engine.TwoStepTrip;
import dev.sagas.protocol.ParticipantName;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.TopicNames;
import dev.sagas.samples.schema.trip.CarBooked;
import dev.sagas.samples.schema.trip.TripData;
import dev.sagas.schema.StepFailure;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.SubjectStrategy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Starts trips and answers their commands: hotels are full for every saga whose id says so. */
final class ScriptedServices implements AutoCloseable {
  private static final String FULL = "-full";
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroCodec codec;
  private final TopicNames topics;
  private final Set<String> ended = new HashSet<>();

  ScriptedServices(Map<String, Object> client, TopicNames topics) {
    this.topics = topics;
    Map<String, Object> config = new HashMap<>(client);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    producer =
        new KafkaProducer<>(
            new HashMap<>(client), new ByteArraySerializer(), new ByteArraySerializer());
    codec = AvroCodec.create(client, SubjectStrategy.RECORD_NAME);
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(commands("cars"), commands("hotels"), topics.outcomes())) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private String commands(String participant) {
    return topics.commands(new ParticipantName(participant));
  }

  void start(String id) {
    start(id, "Ada");
  }

  void start(String id, String traveller) {
    TripData trip = new TripData(id, traveller, "compact", "Ritz", "OS 1", 2, null, null, null);
    String type = new TwoStepTrip.Patient().define().type().value();
    send(topics.requests(), id, trip, Map.of(SagaHeaders.SAGA_ID, id, SagaHeaders.TYPE, type));
  }

  /** Answers every command until that many sagas have ended. */
  void answerUntilEnded(int sagas) {
    long begin = System.nanoTime();
    while (ended.size() < sagas) {
      if (System.nanoTime() - begin > LIMIT.toNanos()) {
        throw new AssertionError("Expected " + sagas + " sagas to end, but got " + ended);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.topic().equals(topics.outcomes())) {
          ended.add(new String(record.key(), StandardCharsets.UTF_8));
        } else {
          answer(record);
        }
      }
    }
  }

  private void answer(ConsumerRecord<byte[], byte[]> command) {
    String id = header(command, SagaHeaders.SAGA_ID);
    Map<String, String> headers = new HashMap<>();
    headers.put(SagaHeaders.SAGA_ID, id);
    headers.put(SagaHeaders.IN_REPLY_TO, header(command, SagaHeaders.COMMAND_ID));
    if (command.topic().equals(commands("hotels")) && id.endsWith(FULL)) {
      headers.put(SagaHeaders.OUTCOME, "rejected");
      headers.put(SagaHeaders.ERROR_CODE, "FULL");
      headers.put(SagaHeaders.ERROR_MESSAGE, "no room left");
      send(topics.replies(), id, new StepFailure("FULL", "no room left", Map.of()), headers);
    } else {
      headers.put(SagaHeaders.OUTCOME, "succeeded");
      send(topics.replies(), id, new CarBooked(id, "booked"), headers);
    }
  }

  private void send(String topic, String key, SpecificRecord value, Map<String, String> headers) {
    codec.register(topic, value.getSchema());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, key.getBytes(StandardCharsets.UTF_8), codec.encode(topic, value));
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    try {
      producer.send(record).get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("Expected a record of " + key + " to be sent", e);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
    codec.close();
  }
}
