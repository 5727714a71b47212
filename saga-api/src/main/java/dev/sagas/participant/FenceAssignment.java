package dev.sagas.participant;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions of this instance and their rows; a partition is paused until its rows are
 * restored. Used only by the poll thread.
 */
final class FenceAssignment implements ConsumerRebalanceListener {
  private final Consumer<byte[], byte[]> commands;
  private final String commandTopic;
  private final FenceRestorer restorer;
  private final Map<TopicPartition, FenceShard> ready = new HashMap<>();
  private int partitions;
  private int partitionsNow;

  FenceAssignment(Consumer<byte[], byte[]> commands, String commandTopic, FenceRestorer restorer) {
    this.commands = commands;
    this.commandTopic = commandTopic;
    this.restorer = restorer;
  }

  /** How many partitions the command topic must keep. */
  void expect(int partitionsOfBoth) {
    partitions = partitionsOfBoth;
    partitionsNow = partitionsOfBoth;
  }

  Optional<FenceShard> shard(TopicPartition partition) {
    return Optional.ofNullable(ready.get(partition));
  }

  Map<TopicPartition, FenceShard> ready() {
    return ready;
  }

  /** Nothing more is polled until {@link #resume}. */
  void pause() {
    commands.pause(commands.assignment());
  }

  /** Restored partitions are polled again. */
  void resume() {
    commands.resume(ready.keySet());
  }

  boolean isRestoring() {
    return restorer.isBusy();
  }

  /**
   * Continues to restore.
   *
   * @throws IllegalStateException if the number of partitions of the command topic grew: sagas are
   *     now in other partitions than their rows
   */
  void restore() {
    if (partitionsNow != partitions) {
      throw new IllegalStateException(
          "Expected %s to keep %s partitions, as its fence has, but it has %s"
              .formatted(commandTopic, partitions, partitionsNow));
    }
    Map<TopicPartition, FenceShard> complete = restorer.step(commands);
    ready.putAll(complete);
    commands.resume(complete.keySet());
  }

  /** Drops all rows and reads what is committed. */
  void restoreAgain() {
    Set<TopicPartition> all = commands.assignment();
    ready.values().forEach(FenceShard::revoke);
    ready.clear();
    commands.pause(all);
    restorer.begin(all);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    partitionsNow = commands.partitionsFor(commandTopic).size();
    commands.pause(assigned);
    restorer.begin(assigned);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    for (TopicPartition partition : revoked) {
      shard(partition).ifPresent(FenceShard::revoke);
      ready.remove(partition);
    }
    restorer.drop(revoked);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    onPartitionsRevoked(lost);
  }
}
