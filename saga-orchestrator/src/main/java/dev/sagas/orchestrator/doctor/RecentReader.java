package dev.sagas.orchestrator.doctor;

import dev.sagas.orchestrator.journal.AuditConfig;
import dev.sagas.orchestrator.journal.AuditException;
import dev.sagas.orchestrator.journal.TopicReader;
import dev.sagas.orchestrator.operate.DeadLetter;
import dev.sagas.orchestrator.operate.DeadLetterException;
import dev.sagas.orchestrator.operate.DeadLetters;
import dev.sagas.orchestrator.operate.LetterFilter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Reads recent dead letters and takeovers. */
final class RecentReader {
  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  private final AuditConfig deployment;
  private final RegistryReader registry;
  private final long nowMs;

  RecentReader(AuditConfig deployment, RegistryReader registry, long nowMs) {
    this.deployment = deployment;
    this.registry = registry;
    this.nowMs = nowMs;
  }

  RecentView read() {
    Map<String, byte[]> newest = new HashMap<>();
    Look<Map<String, Long>> takeovers = takeovers(newest);
    return new RecentView(
        deadLetters(),
        takeovers,
        takeovers.map(
            seen -> registry.missingVersions(newest.values()), Look::<Set<String>>failed));
  }

  /** Counts the newest {@value DeadLetters#MAX_LISTED} at most. */
  private Look<Map<String, Long>> deadLetters() {
    Map<String, Long> counts = new HashMap<>();
    try {
      for (DeadLetter letter :
          DeadLetters.of(deployment.client(), deployment.topics())
              .list(LetterFilter.ALL, DeadLetters.MAX_LISTED)
              .letters()) {
        if (letter.timeMs() >= nowMs - DAY_MS) {
          counts.merge(letter.code().isEmpty() ? "no code" : letter.code(), 1L, Long::sum);
        }
      }
      return Look.at(counts);
    } catch (DeadLetterException | AuditException e) {
      return Look.failed(Calls.reason(e));
    }
  }

  private Look<Map<String, Long>> takeovers(Map<String, byte[]> newest) {
    String topic = deployment.topics().recoveries();
    Map<String, Long> counts = new HashMap<>();
    try (TopicReader reader = TopicReader.connect(deployment.client())) {
      if (!reader.topics().contains(topic)) {
        return Look.failed("topic " + topic + " is not there");
      }
      reader.add(reader.partitions(Set.of(topic)));
      reader.readToEnd(record -> count(record, counts, newest));
      return Look.at(counts);
    } catch (KafkaException | AuditException e) {
      return Look.failed(topic + " cannot be read: " + Calls.reason(e));
    }
  }

  /** The key is the partition that was taken over. */
  private void count(
      ConsumerRecord<byte[], byte[]> record, Map<String, Long> counts, Map<String, byte[]> newest) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    String partition = new String(record.key(), StandardCharsets.UTF_8);
    newest.put(partition, record.value());
    if (record.timestamp() >= nowMs - HOUR_MS) {
      counts.merge(partition, 1L, Long::sum);
    }
  }
}
