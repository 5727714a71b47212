package dev.sagas.samples.demo;

import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All commands of some participants, as they read them. Not thread-safe. */
final class CommandLog implements AutoCloseable {
  private static final String TOPIC_END = ".commands";

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Admin admin;
  private final Map<TopicPartition, TreeSet<Long>> offsets = new HashMap<>();

  /** Reads from the beginning of the participants' topics, which are there. */
  CommandLog(Map<String, Object> clientSettings, List<String> participants) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put("isolation.level", "read_committed");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    admin = Admin.create(clientSettings);
    List<TopicPartition> partitions = new ArrayList<>();
    for (String participant : participants) {
      consumer
          .partitionsFor(participant + TOPIC_END)
          .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    partitions.forEach(partition -> offsets.put(partition, new TreeSet<>()));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** What is new. */
  List<ConsumerRecord<byte[], byte[]>> poll() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
      offsets.get(partitionOf(record)).add(record.offset());
      records.add(record);
    }
    return records;
  }

  private static TopicPartition partitionOf(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  /** How many of the commands read so far the participant has not committed as handled. */
  int unfinished(String participant) {
    return unfinished(participant, lastRead(participant));
  }

  /** The same of those up to some offsets. */
  int unfinished(String participant, Map<TopicPartition, Long> upTo) {
    Map<TopicPartition, OffsetAndMetadata> committed = committed(participant);
    int count = 0;
    for (Map.Entry<TopicPartition, Long> last : upTo.entrySet()) {
      OffsetAndMetadata next = committed.get(last.getKey());
      long from = next == null ? 0 : next.offset();
      if (from <= last.getValue()) {
        count += offsets.get(last.getKey()).subSet(from, true, last.getValue(), true).size();
      }
    }
    return count;
  }

  /** The last command read of each partition that has any. */
  Map<TopicPartition, Long> lastRead(String participant) {
    Map<TopicPartition, Long> last = new HashMap<>();
    offsets.forEach(
        (partition, read) -> {
          if (partition.topic().equals(participant + TOPIC_END) && !read.isEmpty()) {
            last.put(partition, read.last());
          }
        });
    return last;
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String participant) {
    try {
      return admin.listConsumerGroupOffsets(participant).partitionsToOffsetAndMetadata().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Expected to learn what " + participant + " has read", e);
    }
  }

  /** True if everything that stands in the topics has been read. */
  boolean isAtEnd() {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  static String header(ConsumerRecord<byte[], byte[]> command, String name) {
    return new String(command.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** Saga, step, action and attempt: the same in each run of the same orders. */
  static String nameOf(ConsumerRecord<byte[], byte[]> command) {
    return String.join(
        "/",
        header(command, SagaHeaders.SAGA_ID),
        header(command, SagaHeaders.STEP),
        header(command, SagaHeaders.ACTION),
        header(command, SagaHeaders.ATTEMPT));
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
