package dev.sagas.dev.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** How much was written to each topic between two moments. */
final class TopicMeter {
  /** How many offsets of each partition are read to see what its records are like. */
  private static final long SAMPLED_OFFSETS = 2_000;

  private static final Duration POLL = Duration.ofMillis(200);

  private final BenchClients clients;

  /**
   * How far the topics are.
   *
   * @param offsets the end of each partition
   * @param diskBytes the size of each topic's files
   */
  record Reading(Map<TopicPartition, Long> offsets, Map<String, Long> diskBytes) {
    Reading {
      offsets = Map.copyOf(offsets);
      diskBytes = Map.copyOf(diskBytes);
    }
  }

  TopicMeter(BenchClients clients) {
    this.clients = clients;
  }

  /** How far the topics are now; Kafka's own are left out. */
  Reading read() {
    try (Admin admin = clients.admin()) {
      Map<String, Long> sizes = new HashMap<>();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      BenchClients.result(
              "read the sizes of the topics",
              admin.describeLogDirs(brokers(admin)).allDescriptions())
          .values()
          .stream()
          .flatMap(directories -> directories.values().stream())
          .map(LogDirDescription::replicaInfos)
          .forEach(
              replicas ->
                  replicas.forEach(
                      (partition, info) -> {
                        if (!partition.topic().startsWith("_")) {
                          sizes.merge(partition.topic(), info.size(), Long::sum);
                          latest.put(partition, OffsetSpec.latest());
                        }
                      }));
      Map<TopicPartition, Long> offsets = new HashMap<>();
      BenchClients.result("read the ends of the topics", admin.listOffsets(latest).all())
          .forEach((partition, end) -> offsets.put(partition, end.offset()));
      return new Reading(offsets, sizes);
    }
  }

  private static List<Integer> brokers(Admin admin) {
    return BenchClients.result("read the brokers", admin.describeCluster().nodes()).stream()
        .map(node -> node.id())
        .toList();
  }

  /** What that many sagas wrote between two readings; topics without records are left out. */
  List<TopicUse> uses(Reading before, Reading after, long sagas) {
    Map<String, Map<TopicPartition, Long>> byTopic = new TreeMap<>();
    after.offsets.forEach(
        (partition, end) -> {
          if (end > before.offsets.getOrDefault(partition, 0L)) {
            byTopic.computeIfAbsent(partition.topic(), name -> new HashMap<>()).put(partition, end);
          }
        });
    List<TopicUse> uses = new ArrayList<>();
    byTopic.forEach((topic, ends) -> uses.add(use(topic, ends, new Span(before, after, sagas))));
    return uses.stream().filter(use -> use.recordsPerSaga() > 0).toList();
  }

  private record Span(Reading before, Reading after, long sagas) {}

  private TopicUse use(String topic, Map<TopicPartition, Long> ends, Span span) {
    Map<TopicPartition, Long> begins = new HashMap<>();
    ends.forEach(
        (partition, end) ->
            begins.put(
                partition,
                Math.max(span.before.offsets.getOrDefault(partition, 0L), end - SAMPLED_OFFSETS)));
    List<ConsumerRecord<byte[], byte[]>> sample = sample(begins, ends);
    long sampled = sum(ends) - sum(begins);
    double offsets =
        sum(ends)
            - ends.keySet().stream()
                .mapToLong(partition -> span.before.offsets.getOrDefault(partition, 0L))
                .sum();
    double records = offsets * sample.size() / sampled / span.sagas;
    double bytes = sample.stream().mapToLong(TopicMeter::bytes).average().orElse(0);
    long disk =
        span.after.diskBytes.getOrDefault(topic, 0L)
            - span.before.diskBytes.getOrDefault(topic, 0L);
    return new TopicUse(topic, records, records * bytes, (double) disk / span.sagas, sample);
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  /** All committed records between these offsets. */
  private List<ConsumerRecord<byte[], byte[]>> sample(
      Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<byte[], byte[]>> sample = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(Map.of())) {
      consumer.assign(ends.keySet());
      begins.forEach(consumer::seek);
      while (!isRead(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (record.offset() < ends.getOrDefault(partition, 0L)) {
            sample.add(record);
          }
        }
      }
    }
    return sample;
  }

  private static boolean isRead(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** Key, value and headers. */
  static long bytes(ConsumerRecord<byte[], byte[]> record) {
    long bytes = Math.max(0, record.serializedKeySize());
    bytes += Math.max(0, record.serializedValueSize());
    for (Header header : record.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }
}
