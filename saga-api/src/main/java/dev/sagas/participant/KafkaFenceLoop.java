package dev.sagas.participant;

import dev.sagas.serde.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The poll thread's work, repeated: commands of one poll, their handlers, one transaction. */
final class KafkaFenceLoop extends ParticipantLoop {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaFenceLoop.class);
  private static final Duration POLL_WHEN_RESTORING = Duration.ofMillis(5);

  private final KafkaFenceParts parts;
  private final Consumer<byte[], byte[]> consumer;
  private final FenceAssignment assignment;
  private final BatchCommitter committer;
  private final RecordGuard guard;
  private final Shutdown shutdown;
  private final Suspects suspects = new Suspects();
  private long cleanedNs = System.nanoTime();

  KafkaFenceLoop(KafkaFenceParts parts, RecordGuard guard, Shutdown shutdown) {
    super(parts.consumer(), parts.commandTopic(), shutdown, new Backoff(50, 5_000));
    this.parts = parts;
    this.consumer = parts.consumer();
    this.guard = guard;
    this.shutdown = shutdown;
    this.assignment = new FenceAssignment(consumer, parts.commandTopic(), parts.restorer());
    this.committer =
        new BatchCommitter(consumer, parts.producer(), assignment, parts.topic().name());
  }

  @Override
  void begin() throws AbandonedException {
    assignment.expect(parts.topic().prepare(shutdown));
    parts.producer().open();
    parts.subscription().join(consumer, assignment);
  }

  @Override
  void turn() throws AbandonedException {
    ConsumerRecords<byte[], byte[]> polled =
        consumer.poll(assignment.isRestoring() ? POLL_WHEN_RESTORING : POLL);
    assignment.restore();
    if (polled.isEmpty()) {
      clean();
    } else {
      handle(polled);
    }
  }

  private void handle(ConsumerRecords<byte[], byte[]> polled) throws AbandonedException {
    FenceBatch batch = new FenceBatch(select(polled));
    try {
      parts
          .runner()
          .run(
              batch.commands(),
              command -> parts.processor().process(command, guard),
              () -> meanwhile(batch));
      write(batch);
      if (batch.writtenCount() > 0) {
        succeeded();
      } else if (!batch.commands().isEmpty()) {
        failed();
        pause();
      }
    } finally {
      rewind(polled, batch);
      assignment.resume();
    }
    recover(batch);
    clean();
  }

  /**
   * While handlers are running, the membership is kept and the results of finished ones are
   * written: they do not wait for a slow handler, not even in its partition.
   */
  private void meanwhile(FenceBatch batch) {
    assignment.pause();
    try {
      rewindAll(consumer.poll(Duration.ZERO));
      assignment.restore();
    } catch (KafkaException e) {
      LOG.debug("Not polled while commands are handled; it is tried again", e);
    }
    if (batch.isDue(System.nanoTime())) {
      write(batch);
    }
  }

  private void write(FenceBatch batch) {
    List<StagedCommand> done = batch.unwritten();
    if (done.isEmpty() || batch.failure().isPresent()) {
      return;
    }
    try {
      committer.commit(done, batch.offsetsAfter(done));
      batch.written(done);
      suspects.clear(done);
    } catch (TransactionFailedException e) {
      batch.failed(done, e);
    } catch (AbandonedException e) {
      LOG.debug("Not written, because the participant stops", e);
    }
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

  /** Rewinds to poll again what is not written. */
  private void rewind(ConsumerRecords<byte[], byte[]> polled, FenceBatch batch) {
    Set<TopicPartition> assigned = consumer.assignment();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
      long from = batch.writtenUpTo(partition).orElse(records.get(0).offset());
      if (assigned.contains(partition) && from <= records.get(records.size() - 1).offset()) {
        consumer.seek(partition, from);
      }
    }
  }

  /** Everything is paused, but a partition that was just assigned may have records. */
  private void rewindAll(ConsumerRecords<byte[], byte[]> polled) {
    rewind(polled, new FenceBatch(List.of()));
  }

  private void recover(FenceBatch batch) throws AbandonedException {
    if (batch.failure().isEmpty()) {
      return;
    }
    TransactionFailedException e = batch.failure().get();
    failed();
    if (e.isInDoubt()) {
      LOG.warn("It is not known whether a transaction was committed; reading what is", e);
      assignment.restoreAgain();
    } else if (e.getCause() instanceof CommitFailedException rebalanced) {
      LOG.info("A transaction was aborted by a rebalance: {}", rebalanced.getMessage());
    } else {
      LOG.warn(
          "A transaction was aborted; its {} commands are handled again",
          batch.failedCommands().size(),
          e);
    }
    if (e.isAboutARecord()) {
      suspects.blame(batch.failedCommands());
    } else {
      pause();
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
      FenceBatch none = new FenceBatch(List.of());
      none.failed(List.of(), e);
      recover(none);
    }
  }

  @Override
  void leave() {
    parts.runner().interrupt();
    parts.producer().close();
    closeConsumer();
    parts.restorer().close();
  }
}
