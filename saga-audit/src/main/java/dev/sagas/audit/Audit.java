package dev.sagas.audit;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.deployment.ReadFailure;
import dev.sagas.engine.deployment.TopicReader;
import dev.sagas.engine.wire.WrittenRecords;
import dev.sagas.protocol.SagaId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a deployment's topics and proves, or refutes, that its sagas match the journal.
 *
 * <ul>
 *   <li>Reads committed records from the beginning to the end as seen at the start; changes
 *       nothing.
 *   <li>Can run while sagas are running: what looks wrong is checked again after reading more, so
 *       that a transaction that is just being completed is not taken for damage.
 * </ul>
 */
public final class Audit implements AutoCloseable {
  private static final int SECOND_LOOKS = 3;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(700);

  /** Default of Kafka's consumer divided by 8: the audit reads many partitions at a time. */
  private static final int FETCH_BYTES_OF_PARTITION = 128 << 10;

  private static final int FETCH_BYTES = 4 << 20;

  private final AuditTopics topics;
  private final TopicReader reader;
  private final WrittenRecords records;
  private final Deployment config;
  private final ArchiveDifferences differences = new ArchiveDifferences();
  private final Clock clock;

  private Audit(Deployment config, WrittenRecords records, Clock clock) {
    this.topics = new AuditTopics(config.topics(), config.checkpointTopic());
    this.config = config;
    this.reader =
        TopicReader.connect(
            withSmallFetches(config.client()), config.archive().reporting(differences::add));
    this.records = records;
    this.clock = clock;
  }

  /**
   * Audits a deployment.
   *
   * @throws DeploymentException if the cluster or the registry cannot be reached, or a topic that
   *     every deployment has is missing
   */
  public static AuditReport run(Deployment config) {
    return run(config, Clock.systemUTC());
  }

  static AuditReport run(Deployment config, Clock clock) {
    try (WrittenRecords records = WrittenRecords.open(config.client(), config.topics());
        Audit audit = new Audit(config, records, clock)) {
      return audit.run();
    } catch (KafkaException e) {
      throw new DeploymentException(
          "Expected to read the deployment's topics, but " + ReadFailure.reason(e, config.client()),
          e);
    }
  }

  /** Fetches of the default size would fill a small heap. */
  private static Map<String, Object> withSmallFetches(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES_OF_PARTITION);
    settings.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    return settings;
  }

  private AuditReport run() {
    Set<String> existing = reader.topics();
    requireAll(existing);
    Set<String> wanted = wanted(existing);
    Coverage coverage = new Coverage();
    ParallelAudit.Size size = ParallelAudit.Size.ofMachine();
    try (ParallelAudit audit = new ParallelAudit(topics, coverage, records, size)) {
      if (existing.contains(topics.definitions())) {
        // First, because the journal is checked against them.
        read(List.of(topics.definitions()), coverage, audit);
      }
      read(wanted, coverage, audit);
      Set<String> named = new HashSet<>(audit.commandTopics());
      named.retainAll(existing);
      named.removeAll(wanted);
      read(named, coverage, audit);
      return settle(audit);
    }
  }

  private void read(Collection<String> names, Coverage coverage, ParallelAudit audit) {
    reader.add(reader.partitions(names)).forEach(coverage::starts);
    long nowMs = clock.millis();
    reader
        .empty()
        .forEach(partition -> coverage.seen(partition.topic(), partition.partition(), nowMs));
    readOn(audit);
  }

  private void readOn(ParallelAudit audit) {
    reader.readToEnd(audit);
    audit.settle();
  }

  private void requireAll(Set<String> existing) {
    for (String topic : topics.required()) {
      if (!existing.contains(topic)) {
        throw new DeploymentException(
            """
            Expected topic %s to exist, but it does not, or cannot be described: check the \
            prefix, the application id and the right to DESCRIBE it\
            """
                .formatted(topic));
      }
    }
  }

  private Set<String> wanted(Set<String> existing) {
    Set<String> wanted = new TreeSet<>(topics.required());
    existing.stream().filter(topics::isCommandTopic).forEach(wanted::add);
    return wanted;
  }

  /** Reads the journal again for unmatched commands: they may be repeated ones. */
  private void acquit(ParallelAudit audit) {
    Set<SagaId> suspects = audit.suspects();
    if (suspects.isEmpty()) {
      return;
    }
    try (TopicReader again =
        TopicReader.connect(config.client(), config.archive().reporting((at, what) -> {}))) {
      List<TopicPartition> journal = again.partitions(Set.of(topics.journal()));
      Set<Integer> own =
          suspects.stream()
              .map(saga -> Coverage.partitionOf(saga, journal.size()))
              .collect(Collectors.toSet());
      again.add(journal.stream().filter(each -> own.contains(each.partition())).toList());
      again.readToEnd(record -> audit.acquit(record, suspects));
    }
  }

  /** Keeps what is still unmatched after reading on; the rest was in flight. */
  private AuditReport settle(ParallelAudit audit) {
    acquit(audit);
    Conclusion conclusion = audit.conclude(clock.millis());
    List<Violation> unmatched = conclusion.violations();
    for (int look = 0; look < SECOND_LOOKS && !unmatched.isEmpty(); look++) {
      reader.waitFor(BETWEEN_LOOKS);
      readOn(audit);
      acquit(audit);
      conclusion = audit.conclude(clock.millis());
      Set<Violation.Subject> before =
          unmatched.stream().map(Violation::subject).collect(Collectors.toSet());
      unmatched =
          conclusion.violations().stream()
              .filter(violation -> before.contains(violation.subject()))
              .toList();
    }
    return audit.report(differences.and(unmatched), conclusion.unprovable());
  }

  @Override
  public void close() {
    reader.close();
  }
}
