package dev.sagas.export.run;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.engine.journal.ReadEntry;
import dev.sagas.engine.journal.RunKey;
import dev.sagas.export.jdbc.ExportDatabase;
import dev.sagas.export.jdbc.ExportException;
import dev.sagas.export.jdbc.PositionMovedException;
import dev.sagas.protocol.SagaId;
import dev.sagas.serde.RegistryUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports the partitions of the journal that the group assigns to it; in one thread.
 *
 * <ul>
 *   <li>The positions are in the database, in the transaction of the rows. Those of the group are
 *       committed as well, afterwards, so that Kafka's tools show how far it is.
 *   <li>While database or registry do not answer it tries again, with growing pauses; nothing is
 *       lost.
 *   <li>If another instance has written one of its partitions, it reads the position again.
 * </ul>
 */
final class JournalExport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalExport.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final int MAX_STATES = 20_000;

  private final ExportDatabase database;
  private final Clock clock;
  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final JournalRecords journal;
  private final Map<Integer, StretchFold> folds = new HashMap<>();
  private final Map<Integer, Long> positions = new HashMap<>();
  private Duration pause = FIRST_PAUSE;
  private long entries;
  private volatile boolean stopping;

  /** Exports what this consumer is given, and closes consumer and records. */
  JournalExport(
      Consumer<byte[], byte[]> consumer,
      JournalRecords journal,
      ExportDatabase database,
      Clock clock) {
    this.consumer = consumer;
    this.journal = journal;
    this.topic = journal.topic();
    this.database = database;
    this.clock = clock;
    consumer.subscribe(List.of(topic), new Assigned());
  }

  /** Joins the group. */
  static JournalExport join(
      Deployment deployment, ExportDatabase database, ExportSettings settings, Clock clock) {
    Map<String, Object> config = new HashMap<>(deployment.client());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group(deployment.topics()));
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Only until the position of the database is known: nothing is read before.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch());
    return new JournalExport(
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        new JournalRecords(deployment, settings.maskedFields()),
        database,
        clock);
  }

  /** What the group gives is continued where the database is. */
  private final class Assigned implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      forget(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      forget(partitions);
      // Nothing is read before it is known from where.
      consumer.pause(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
      partitions.forEach(
          partition -> {
            folds.remove(partition.partition());
            positions.remove(partition.partition());
          });
    }
  }

  /** The id of the cluster. */
  static String clusterId(Deployment deployment) {
    try (Admin admin = Admin.create(deployment.client())) {
      return admin.describeCluster().clusterId().get();
    } catch (ExecutionException e) {
      throw new KafkaException("Expected the brokers to say which cluster they are", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }

  /**
   * Exports until it is stopped, or until it has everything that was written when it began.
   *
   * @param once whether it ends then
   * @throws ExportException if the journal or the database is another one than before
   */
  void run(boolean once, ProgressListener listener) {
    Optional<Map<TopicPartition, Long>> ends = Optional.empty();
    try {
      while (!stopping && !(ends.isPresent() && isAt(ends.get()))) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
        boolean isReady = attempt(this::place) && !positions.isEmpty();
        if (isReady && once && ends.isEmpty()) {
          ends = Optional.of(consumer.endOffsets(partitions()));
        }
        for (TopicPartition partition : polled.partitions()) {
          attempt(() -> export(partition, polled.records(partition)));
        }
        if (!polled.isEmpty()) {
          consumer.commitAsync(exported(), null);
          listener.at(new ExportProgress(entries, behind()));
        }
      }
    } catch (WakeupException e) {
      LOG.debug("Stopped while it read", e);
    }
  }

  private List<TopicPartition> partitions() {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private Map<TopicPartition, OffsetAndMetadata> exported() {
    Map<TopicPartition, OffsetAndMetadata> exported = new HashMap<>();
    positions.forEach(
        (partition, next) ->
            exported.put(new TopicPartition(topic, partition), new OffsetAndMetadata(next)));
    return exported;
  }

  /** Is notified after each batch. */
  interface ProgressListener {
    void at(ExportProgress progress);
  }

  /** A step that needs the database, and may need the registry. */
  private interface ExportStep {
    void run() throws SQLException, PositionMovedException;
  }

  /**
   * Returns whether it was done. If not, nothing more is read until all partitions are {@link
   * #place placed} again: what comes after what was not written must not be written.
   */
  private boolean attempt(ExportStep step) {
    try {
      step.run();
      pause = FIRST_PAUSE;
      return true;
    } catch (PositionMovedException e) {
      LOG.warn("{}; continuing there", e.getMessage());
      forgetAll();
    } catch (SQLException | DeploymentException | RegistryUnavailableException e) {
      LOG.warn("The export waits, trying again in {}: {}", pause, e.toString());
      forgetAll();
      waitFor(pause);
      pause = Collections.min(List.of(pause.multipliedBy(2), LONGEST_PAUSE));
    }
    return false;
  }

  private void forgetAll() {
    consumer.pause(consumer.assignment());
    positions.clear();
    folds.clear();
  }

  /** Stays in the group meanwhile. Everything is paused, so that nothing is read. */
  private void waitFor(Duration time) {
    long endNanos = System.nanoTime() + time.toNanos();
    while (!stopping && System.nanoTime() < endNanos) {
      consumer.poll(POLL);
    }
  }

  /** Goes to the database's position in each partition that has none yet. */
  private void place() throws SQLException {
    Set<TopicPartition> fresh =
        consumer.assignment().stream()
            .filter(partition -> !positions.containsKey(partition.partition()))
            .collect(Collectors.toSet());
    if (fresh.isEmpty()) {
      return;
    }
    Map<Integer, Long> known = database.positions();
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(fresh);
    Map<Integer, Long> unknown = new HashMap<>();
    beginnings.forEach((partition, first) -> unknown.put(partition.partition(), first));
    unknown.keySet().removeAll(known.keySet());
    database.begin(unknown, clock.millis());
    known.putAll(unknown);
    requirePossible(known, consumer.endOffsets(fresh));
    for (TopicPartition partition : fresh) {
      long next = known.getOrDefault(partition.partition(), 0L);
      positions.put(partition.partition(), next);
      consumer.seek(partition, Math.max(next, beginnings.getOrDefault(partition, 0L)));
    }
    consumer.resume(fresh);
  }

  private void requirePossible(Map<Integer, Long> known, Map<TopicPartition, Long> ends) {
    ends.forEach(
        (partition, end) -> {
          long next = known.getOrDefault(partition.partition(), 0L);
          if (next > end) {
            throw new ExportException(
                """
                Expected %s to have what was exported, up to offset %s, but it ends at %s: it was \
                created again. Export it into another schema, or with --rebuild\
                """
                    .formatted(partition, next, end));
          }
        });
  }

  private void export(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> polled)
      throws SQLException, PositionMovedException {
    Long from = positions.get(partition.partition());
    if (from == null) {
      return; // read before a failure, and read again
    }
    List<ReadEntry> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      journal.read(record).ifPresent(read::add);
    }
    StretchFold fold =
        folds.computeIfAbsent(
            partition.partition(), number -> new StretchFold(journal.rows(), MAX_STATES));
    StretchFold.Folded folded = fold.fold(read, database.states(sagas(fold.missing(read))));
    ConsumerRecord<byte[], byte[]> last = polled.get(polled.size() - 1);
    database.write(
        folded.rows(),
        new ExportDatabase.Stretch(
            partition.partition(), from, last.offset() + 1, last.timestamp(), clock.millis()));
    fold.written(folded);
    positions.put(partition.partition(), last.offset() + 1);
    entries += read.size();
  }

  private static Set<SagaId> sagas(List<RunKey> runs) {
    Set<SagaId> sagas = new HashSet<>();
    runs.forEach(run -> sagas.add(run.saga()));
    return sagas;
  }

  /** Whether everything of the partitions that it has is exported up to there. */
  private boolean isAt(Map<TopicPartition, Long> ends) {
    Set<TopicPartition> own = consumer.assignment();
    return !own.isEmpty()
        && own.stream()
            .allMatch(
                partition ->
                    positions.containsKey(partition.partition())
                        && consumer.position(partition) >= ends.getOrDefault(partition, 0L));
  }

  private long behind() {
    return consumer.assignment().stream()
        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
        .sum();
  }

  /** Makes {@link #run} return soon; from any thread. */
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
    journal.close();
  }
}
