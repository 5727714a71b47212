package dev.sagas.participant;

import dev.sagas.internal.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The poll thread's work: commands of one poll, their handlers, one transaction, and again. */
final class KafkaFenceLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaFenceLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration POLL_WHEN_RESTORING = Duration.ofMillis(5);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaFenceParts parts;
  private final Consumer<byte[], byte[]> consumer;
  private final FenceAssignment assignment;
  private final BatchCommitter committer;
  private final RecordGuard guard;
  private final Shutdown shutdown;
  private final Suspects suspects = new Suspects();
  private final Backoff backoff = new Backoff(50, 5_000);
  private int failures;
  private long cleanedNs = System.nanoTime();

  KafkaFenceLoop(KafkaFenceParts parts, RecordGuard guard, Shutdown shutdown) {
    this.parts = parts;
    this.consumer = parts.consumer();
    this.guard = guard;
    this.shutdown = shutdown;
    this.assignment = new FenceAssignment(consumer, parts.commandTopic(), parts.restorer());
    this.committer =
        new BatchCommitter(consumer, parts.producer(), assignment, parts.topic().name());
  }

  @Override
  public void run() {
    try {
      assignment.expect(parts.topic().prepare(shutdown));
      parts.producer().open();
      consumer.subscribe(List.of(parts.commandTopic()), assignment);
      while (!shutdown.isRequested()) {
        turn();
      }
    } catch (AbandonedException e) {
      LOG.debug("Asked to end while waiting", e);
    } catch (RuntimeException e) {
      LOG.error("The participant on {} cannot go on", parts.commandTopic(), e);
    } finally {
      shutdown.request();
      leave();
    }
  }

  private void turn() throws AbandonedException {
    try {
      ConsumerRecords<byte[], byte[]> polled =
          consumer.poll(assignment.isRestoring() ? POLL_WHEN_RESTORING : POLL);
      assignment.restore();
      if (polled.isEmpty()) {
        clean();
      } else {
        handle(polled);
      }
    } catch (KafkaException e) {
      if (CommandLoop.isFinal(e)) {
        throw e;
      }
      failures++;
      LOG.warn("Kafka answered an error on {}; trying again", parts.commandTopic(), e);
      shutdown.pause(backoff.afterMs(failures));
    }
  }

  private void handle(ConsumerRecords<byte[], byte[]> polled) throws AbandonedException {
    List<StagedCommand> batch = select(polled);
    List<StagedCommand> finished = List.of();
    try {
      parts.runner().run(batch, command -> parts.processor().process(command, guard));
      finished = finished(batch);
      if (!finished.isEmpty()) {
        committer.commit(finished);
        suspects.clear(finished);
        failures = 0;
      } else if (!batch.isEmpty()) {
        failures++;
        shutdown.pause(backoff.afterMs(failures));
      }
      rewind(polled, finished);
    } catch (TransactionFailedException e) {
      rewind(polled, List.of());
      recover(e, finished);
    } catch (KafkaException e) {
      rewind(polled, List.of());
      throw e;
    }
    clean();
  }

  /** All commands with rows, or the first alone if its batch failed because of a record. */
  private List<StagedCommand> select(ConsumerRecords<byte[], byte[]> polled) {
    List<StagedCommand> batch = new ArrayList<>();
    for (TopicPartition partition : polled.partitions()) {
      Optional<FenceShard> shard = assignment.shard(partition);
      if (shard.isEmpty()) {
        continue;
      }
      StagedRows rows = new StagedRows(shard.get());
      for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
        StagedCommand command = StagedCommand.of(record, rows, guard, suspects.strikes(record));
        if (suspects.isSuspect(record)) {
          return List.of(command);
        }
        batch.add(command);
      }
    }
    return batch;
  }

  /** Of each partition the commands up to the first that is not done. */
  private static List<StagedCommand> finished(List<StagedCommand> batch) {
    Set<TopicPartition> stopped = new HashSet<>();
    List<StagedCommand> finished = new ArrayList<>();
    for (StagedCommand command : batch) {
      if (!command.task().isDone()) {
        stopped.add(command.partition());
      } else if (!stopped.contains(command.partition())) {
        finished.add(command);
      }
    }
    return finished;
  }

  /** What was polled and is not finished is to be polled again. */
  private void rewind(ConsumerRecords<byte[], byte[]> polled, List<StagedCommand> finished) {
    Map<TopicPartition, Long> next = new HashMap<>();
    finished.forEach(command -> next.put(command.partition(), command.record().offset() + 1));
    Set<TopicPartition> assigned = consumer.assignment();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
      long from = next.getOrDefault(partition, records.get(0).offset());
      if (assigned.contains(partition) && from <= records.get(records.size() - 1).offset()) {
        consumer.seek(partition, from);
      }
    }
  }

  private void recover(TransactionFailedException e, List<StagedCommand> batch)
      throws AbandonedException {
    failures++;
    if (e.isInDoubt()) {
      LOG.warn("Nobody knows whether a transaction was committed; reading what is", e);
      assignment.restoreAgain();
    } else if (e.getCause() instanceof CommitFailedException rebalanced) {
      LOG.info("A transaction was aborted by a rebalance: {}", rebalanced.getMessage());
    } else {
      LOG.warn("A transaction was aborted; its {} commands are handled again", batch.size(), e);
    }
    if (e.isAboutARecord()) {
      suspects.blame(batch);
    } else {
      shutdown.pause(backoff.afterMs(failures));
    }
  }

  private void clean() throws AbandonedException {
    long nowNs = System.nanoTime();
    if (nowNs - cleanedNs < parts.settings().cleanUpPeriod().toNanos()) {
      return;
    }
    cleanedNs = nowNs;
    try {
      committer.deleteExpired(System.currentTimeMillis());
    } catch (TransactionFailedException e) {
      recover(e, List.of());
    }
  }

  private void leave() {
    parts.runner().interrupt();
    parts.producer().close();
    try {
      consumer.close(CloseOptions.timeout(CLOSE));
    } catch (RuntimeException e) {
      LOG.warn("The consumer of {} was not closed", parts.commandTopic(), e);
    }
    parts.restorer().close();
  }
}
