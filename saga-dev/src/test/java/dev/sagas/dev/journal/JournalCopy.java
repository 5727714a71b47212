package dev.sagas.dev.journal;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.protocol.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A copy of journal, outcomes and checkpoints under another prefix, with one of them tampered with.
 * Its commands are the original's: the journal names their topics.
 */
record JournalCopy(Map<String, Object> client, String prefix) {
  static final String JOURNAL = "saga.journal";
  static final String OUTCOMES = "saga.outcomes";
  static final String CHECKPOINTS = "saga-orchestrator-checkpoints-changelog";
  private static final Duration POLL = Duration.ofMillis(100);

  /** Copies everything, {@code topic} changed by {@code tamper}. */
  static JournalCopy make(
      Map<String, Object> client,
      String prefix,
      String topic,
      Consumer<List<ConsumerRecord<byte[], byte[]>>> tamper)
      throws Exception {
    JournalCopy copy = new JournalCopy(client, prefix);
    for (String name : List.of(JOURNAL, OUTCOMES, CHECKPOINTS)) {
      List<ConsumerRecord<byte[], byte[]>> records = copy.read(name);
      if (name.equals(topic)) {
        tamper.accept(records);
      }
      copy.write(prefix + name, copy.partitions(name), records);
    }
    return copy;
  }

  /** Sends the first record of a topic once more, as it is. */
  static void repeatFirst(Map<String, Object> client, String topic) throws Exception {
    JournalCopy original = new JournalCopy(client, "");
    original.send(topic, original.read(topic).subList(0, 1));
  }

  Deployment config() {
    return Deployment.of(client).withTopics(new TopicNames(prefix));
  }

  /** Deletes everything that is in each partition now. */
  void expireAll(String topic) throws Exception {
    expire(topic, -1);
  }

  /** Deletes the first records of each partition, as retention does. */
  void expire(String topic, long records) throws Exception {
    try (Admin admin = Admin.create(client)) {
      Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
      for (int partition = 0; partition < partitions(prefix + topic); partition++) {
        before.put(
            new TopicPartition(prefix + topic, partition), RecordsToDelete.beforeOffset(records));
      }
      admin.deleteRecords(before).all().get();
    }
  }

  private int partitions(String topic) throws Exception {
    try (Admin admin = Admin.create(client)) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .size();
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20); // closing waits for a fetch
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
    records.sort(Comparator.comparingInt(ConsumerRecord::partition));
    return records;
  }

  private void write(String topic, int partitions, List<ConsumerRecord<byte[], byte[]>> records)
      throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
    send(topic, records);
  }

  private void send(String topic, List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    topic,
                    record.partition(),
                    record.timestamp(),
                    record.key(),
                    record.value(),
                    record.headers())));
      }
      for (Future<RecordMetadata> acknowledged : sent) {
        acknowledged.get();
      }
    }
  }
}
