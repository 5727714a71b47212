package dev.sagas.operate.doctor;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.operate.deadletters.DeadLetter;
import dev.sagas.operate.deadletters.DeadLetters;
import dev.sagas.operate.deadletters.LetterFilter;
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

  private final Deployment deployment;
  private final RegistryReader registry;
  private final long nowMs;

  RecentReader(Deployment deployment, RegistryReader registry, long nowMs) {
    this.deployment = deployment;
    this.registry = registry;
    this.nowMs = nowMs;
  }

  RecentView read() {
    Map<String, byte[]> newest = new HashMap<>();
    Reading<Map<String, Long>> takeovers = takeovers(newest);
    return new RecentView(
        deadLetters(),
        takeovers,
        takeovers.map(
            seen -> registry.missingVersions(newest.values()), Reading::<Set<String>>failed));
  }

  /** Counts the newest {@value DeadLetters#MAX_LISTED} at most. */
  private Reading<Map<String, Long>> deadLetters() {
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
      return Reading.at(counts);
    } catch (DeploymentException e) {
      return Reading.failed(Calls.reason(e));
    }
  }

  private Reading<Map<String, Long>> takeovers(Map<String, byte[]> newest) {
    String topic = deployment.topics().recoveries();
    Map<String, Long> counts = new HashMap<>();
    try (TopicReader reader = TopicReader.connect(deployment.client())) {
      if (!reader.topics().contains(topic)) {
        return Reading.failed("topic " + topic + " is not there");
      }
      reader.add(reader.partitions(Set.of(topic)));
      reader.readToEnd(record -> count(record, counts, newest));
      return Reading.at(counts);
    } catch (KafkaException | DeploymentException e) {
      return Reading.failed(topic + " cannot be read: " + Calls.reason(e));
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
