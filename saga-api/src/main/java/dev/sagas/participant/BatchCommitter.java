package dev.sagas.participant;

import dev.sagas.participant.StagedOutput.Change;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Writes the output of commands, and deletes rows, in transactions with the offsets. */
final class BatchCommitter {
  private static final int DELETED_AT_ONCE = 500;
  private static final int MAX_DELETIONS = 50_000;
  private static final Duration POSITION_PATIENCE = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final FenceProducer producer;
  private final FenceAssignment assignment;
  private final String fenceTopic;

  BatchCommitter(
      Consumer<byte[], byte[]> consumer,
      FenceProducer producer,
      FenceAssignment assignment,
      String fenceTopic) {
    this.consumer = consumer;
    this.producer = producer;
    this.assignment = assignment;
    this.fenceTopic = fenceTopic;
  }

  /**
   * Writes the commands' records and rows, and adopts the rows.
   *
   * @param offsets the offsets up to which their partitions are finished; each of their partitions
   *     has one
   */
  void commit(List<StagedCommand> commands, Map<TopicPartition, OffsetAndMetadata> offsets)
      throws TransactionFailedException, AbandonedException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (StagedCommand command : commands) {
      command
          .output()
          .change()
          .ifPresent(
              change ->
                  records.add(row(command.partition(), change.executeKey(), change.row().value())));
      records.addAll(command.output().records());
    }
    producer.commit(records, offsets, consumer.groupMetadata());
    for (StagedCommand command : commands) {
      command.output().change().ifPresent(change -> takeOver(command.partition(), change));
    }
  }

  /**
   * Deletes expired rows. The offsets are included so that an instance that lost a partition cannot
   * delete what another may have kept for longer.
   */
  void deleteExpired(long nowMs) throws TransactionFailedException, AbandonedException {
    for (TopicPartition partition : List.copyOf(assignment.ready().keySet())) {
      FenceShard shard = assignment.shard(partition).orElseThrow();
      List<String> expired = shard.expired(nowMs, MAX_DELETIONS);
      for (int from = 0; from < expired.size(); from += DELETED_AT_ONCE) {
        delete(
            partition,
            shard,
            expired.subList(from, Math.min(from + DELETED_AT_ONCE, expired.size())));
      }
    }
  }

  private void delete(TopicPartition partition, FenceShard shard, List<String> keys)
      throws TransactionFailedException, AbandonedException {
    long position = consumer.position(partition, POSITION_PATIENCE);
    producer.commit(
        keys.stream().map(key -> row(partition, key, null)).toList(),
        Map.of(partition, new OffsetAndMetadata(position)),
        consumer.groupMetadata());
    keys.forEach(shard::remove);
  }

  private void takeOver(TopicPartition partition, Change change) {
    assignment.shard(partition).ifPresent(shard -> shard.put(change.executeKey(), change.row()));
  }

  private ProducerRecord<byte[], byte[]> row(
      TopicPartition partition, String executeKey, byte @Nullable [] value) {
    return new ProducerRecord<>(
        fenceTopic, partition.partition(), executeKey.getBytes(StandardCharsets.UTF_8), value);
  }
}
