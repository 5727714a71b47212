package dev.sagas.export.run;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.export.jdbc.ExportDatabase;
import dev.sagas.export.jdbc.ExportException;
import dev.sagas.export.jdbc.PositionMovedException;
import dev.sagas.serde.CodecOutageException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
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
 *   <li>While database, registry or brokers do not answer it tries again, with growing pauses;
 *       nothing is lost.
 *   <li>If another instance has written one of its partitions, it reads the position again.
 * </ul>
 */
final class JournalExport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalExport.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  /** How long the partitions of an instance that was killed wait for another one. */
  private static final int SESSION_MS = 10_000;

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final JournalRecords journal;
  private final ExportedPartitions partitions;
  private final ExportMeasure measure;
  private Duration pause = FIRST_PAUSE;
  private volatile Optional<String> whyWaiting = Optional.empty();
  private volatile boolean stopping;

  /** Exports what this consumer is given, and closes consumer and records. */
  JournalExport(
      Consumer<byte[], byte[]> consumer, JournalRecords journal, ExportedPartitions partitions) {
    this.consumer = consumer;
    this.journal = journal;
    this.topic = journal.topic();
    this.partitions = partitions;
    this.measure = new ExportMeasure(consumer, partitions, partitions.clock());
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
    config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
    JournalRecords journal = new JournalRecords(deployment, settings.maskedFields());
    return new JournalExport(
        deployment
            .archive()
            .with(
                new KafkaConsumer<>(
                    config, new ByteArrayDeserializer(), new ByteArrayDeserializer())),
        journal,
        new ExportedPartitions(journal, database, settings.retention(), clock));
  }

  /** What the group gives is continued where the database is. */
  private final class Assigned implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> changed) {
      partitions.forget(changed);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> changed) {
      partitions.forget(changed);
      // Nothing is read before it is known from where.
      consumer.pause(changed);
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
        measure.run();
        if (partitions.isDeletionDue()) {
          attempt(partitions::deleteExpired);
        }
        boolean isReady = attempt(this::place) && partitions.isAnyPlaced();
        if (isReady && once && ends.isEmpty()) {
          ends = ends();
        }
        for (TopicPartition partition : polled.partitions()) {
          attempt(() -> partitions.export(partition, polled.records(partition)));
        }
        noteEnds();
        if (!polled.isEmpty()) {
          consumer.commitAsync(partitions.offsets(), null);
          listener.at(new ExportProgress(partitions.entries(), behind()));
        }
      }
      if (!stopping) {
        measure.now();
        noteEnds();
      }
    } catch (WakeupException e) {
      LOG.debug("Stopped while it read", e);
    }
  }

  /** Not an attempt if there is nothing to note: what succeeds ends the waiting. */
  private void noteEnds() {
    if (measure.isAtAnyEnd()) {
      attempt(measure::note);
    }
  }

  /** Of all partitions; empty if the brokers do not say. */
  private Optional<Map<TopicPartition, Long>> ends() {
    try {
      return Optional.of(consumer.endOffsets(all()));
    } catch (TimeoutException e) {
      LOG.warn("The brokers have not said where the journal ends; asking again", e);
      return Optional.empty();
    }
  }

  private List<TopicPartition> all() {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
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
      whyWaiting = Optional.empty();
      return true;
    } catch (PositionMovedException e) {
      LOG.warn("{}; continuing there", e.getMessage());
      forgetAll();
    } catch (SQLException | DeploymentException | CodecOutageException | TimeoutException e) {
      LOG.warn("The export waits, trying again in {}: {}", pause, e.toString());
      whyWaiting = Optional.of(e.toString());
      forgetAll();
      waitFor(pause);
      pause = Collections.min(List.of(pause.multipliedBy(2), LONGEST_PAUSE));
    }
    return false;
  }

  private void forgetAll() {
    consumer.pause(consumer.assignment());
    partitions.forgetAll();
    measure.forget();
  }

  /** Stays in the group meanwhile. Everything is paused, so that nothing is read. */
  private void waitFor(Duration time) {
    long endNanos = System.nanoTime() + time.toNanos();
    while (!stopping && System.nanoTime() < endNanos) {
      consumer.poll(POLL);
      measure.run();
    }
  }

  /** Goes to the database's position in each partition that has none yet. */
  private void place() throws SQLException {
    Set<TopicPartition> fresh =
        consumer.assignment().stream()
            .filter(partition -> !partitions.isPlaced(partition))
            .collect(Collectors.toSet());
    if (fresh.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(fresh);
    partitions
        .place(beginnings, consumer.endOffsets(fresh))
        .forEach(
            (partition, next) ->
                consumer.seek(partition, Math.max(next, beginnings.getOrDefault(partition, 0L))));
    consumer.resume(fresh);
  }

  /** Whether everything of the partitions that it has is exported up to there. */
  private boolean isAt(Map<TopicPartition, Long> ends) {
    Set<TopicPartition> own = consumer.assignment();
    return !own.isEmpty()
        && own.stream()
            .allMatch(
                partition ->
                    partitions.isPlaced(partition)
                        && consumer.position(partition) >= ends.getOrDefault(partition, 0L));
  }

  /** See {@link ExportMeasure#offsetsBehind}. */
  OptionalLong offsetsBehind() {
    return measure.offsetsBehind();
  }

  /** Why it waits for database or registry, if it does. From any thread. */
  Optional<String> whyWaiting() {
    return whyWaiting;
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
