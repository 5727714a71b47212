package dev.sagas.dev.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Writes and reads the records of one topic with one partition. */
record Records(String bootstrapServers, String topic) {
  void createTopic() throws Exception {
    try (Admin admin = Admin.create(bootstrap())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  String clusterId() throws Exception {
    try (Admin admin = Admin.create(bootstrap())) {
      return admin.describeCluster().clusterId().get();
    }
  }

  /** Returns when the broker has acknowledged all of them. */
  void write(int from, int to) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new StringSerializer(),
            new StringSerializer())) {
      var sent =
          IntStream.range(from, to)
              .mapToObj(i -> producer.send(new ProducerRecord<>(topic, "record-" + i)))
              .toList();
      for (var acknowledgement : sent) {
        acknowledgement.get();
      }
    }
  }

  List<String> read(int expected) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> values = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= expected;
              });
      return values;
    }
  }

  static List<String> expected(int count) {
    return IntStream.range(0, count).mapToObj(i -> "record-" + i).toList();
  }

  private Map<String, Object> bootstrap() {
    return Map.of("bootstrap.servers", bootstrapServers);
  }
}
