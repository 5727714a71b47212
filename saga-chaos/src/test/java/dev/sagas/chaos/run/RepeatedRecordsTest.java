package dev.sagas.chaos.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.dev.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("crash")
class RepeatedRecordsTest {
  private static final String TOPIC = "replies";
  private static final int RECORDS = 60;
  private static final int BEFORE = 5;
  private static final long RUN_MS = 2_500;

  @TempDir private Path directory;
  private EmbeddedKafka kafka;
  private Map<String, Object> client;

  @BeforeEach
  void start() throws Exception {
    kafka = EmbeddedKafka.start(directory);
    client = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
    }
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  @Test
  void shouldSendHalfOfTheRecordsOnceMoreByteForByteInAnotherOrder() throws Exception {
    // given
    send(0, BEFORE);

    // when
    int sent;
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (RepeatedRecords repeated = RepeatedRecords.of(client, List.of(TOPIC), 1)) {
      Future<Integer> running = thread.submit(() -> repeated.run(RUN_MS));
      send(BEFORE, BEFORE + RECORDS);
      sent = running.get();
    } finally {
      thread.shutdownNow();
    }

    // then
    Map<String, List<ConsumerRecord<byte[], byte[]>>> copies = new HashMap<>();
    List<ConsumerRecord<byte[], byte[]>> all = readAll();
    all.forEach(
        record ->
            copies
                .computeIfAbsent(new String(record.value(), UTF_8), value -> new ArrayList<>())
                .add(record));
    assertThat(all).hasSize(BEFORE + RECORDS + sent);
    assertThat(sent).isBetween(RECORDS / 5, RECORDS * 4 / 5);
    assertThat(copies.values()).allSatisfy(same -> assertThat(same).hasSizeBetween(1, 2));
    for (int number = 0; number < BEFORE; number++) {
      assertThat(copies.get("value-" + number)).as("sent before it began").hasSize(1);
    }
    assertThat(copies.values().stream().filter(same -> same.size() == 2))
        .hasSize(sent)
        .allSatisfy(same -> assertSame(same.get(0), same.get(1)));
    assertThat(repeatedInOrder(all))
        .as("values in the order of their repetition")
        .isNotEmpty()
        .isNotEqualTo(repeatedInOrder(all).stream().sorted().toList());
  }

  private static void assertSame(
      ConsumerRecord<byte[], byte[]> original, ConsumerRecord<byte[], byte[]> copy) {
    assertThat(copy.partition()).isEqualTo(original.partition());
    assertThat(copy.key()).isEqualTo(original.key());
    assertThat(copy.headers()).isEqualTo(original.headers());
    assertThat(copy.offset()).isGreaterThan(original.offset());
  }

  /** The numbers of repeated records of one partition. */
  private static List<Integer> repeatedInOrder(List<ConsumerRecord<byte[], byte[]>> all) {
    List<Integer> numbers = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : all) {
      String value = new String(record.value(), UTF_8);
      if (record.partition() == 0 && seen.contains(value)) {
        numbers.add(Integer.valueOf(value.substring("value-".length())));
      }
      seen.add(value);
    }
    return numbers;
  }

  private void send(int from, int to) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int number = from; number < to; number++) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                TOPIC,
                number % 2,
                ("key-" + number).getBytes(UTF_8),
                ("value-" + number).getBytes(UTF_8));
        record.headers().add("number", Integer.toString(number).getBytes(UTF_8));
        producer.send(record).get();
      }
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> readAll() {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }
}
