package dev.sagas.participant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Commands that were polled together, and which of them are already written. Used by the poll
 * thread.
 *
 * <ul>
 *   <li>A finished command is written even if an earlier one in its partition is not finished: the
 *       offset stays at the earlier one, and the fence answers the others when they are polled
 *       again.
 *   <li>A command whose partition was revoked is never written.
 * </ul>
 */
final class FenceBatch {
  private static final long WRITE_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private final List<StagedCommand> commands;
  private final Set<StagedCommand> written = new HashSet<>();
  private List<StagedCommand> failedCommands = List.of();
  private Optional<TransactionFailedException> failure = Optional.empty();
  private long writtenNs = System.nanoTime();

  FenceBatch(List<StagedCommand> commands) {
    this.commands = List.copyOf(commands);
  }

  List<StagedCommand> commands() {
    return commands;
  }

  /** True if it is time to write the finished commands although others are not finished. */
  boolean isDue(long nowNs) {
    return nowNs - writtenNs >= WRITE_EVERY_NS;
  }

  /** The commands that are done and can be written. */
  List<StagedCommand> unwritten() {
    List<StagedCommand> done = new ArrayList<>();
    for (StagedCommand command : commands) {
      if (command.task().isDone() && !written.contains(command) && !command.rows().areRevoked()) {
        done.add(command);
      }
    }
    return done;
  }

  /** The offsets of their partitions once these are written. */
  Map<TopicPartition, OffsetAndMetadata> offsetsAfter(List<StagedCommand> done) {
    Set<StagedCommand> then = new HashSet<>(written);
    then.addAll(done);
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (StagedCommand command : done) {
      offsets.computeIfAbsent(
          command.partition(), partition -> new OffsetAndMetadata(next(partition, then)));
    }
    return offsets;
  }

  /** The first offset that is not written; empty if none of the partition is in the batch. */
  OptionalLong writtenUpTo(TopicPartition partition) {
    boolean isIn = commands.stream().anyMatch(command -> command.partition().equals(partition));
    return isIn ? OptionalLong.of(next(partition, written)) : OptionalLong.empty();
  }

  private long next(TopicPartition partition, Set<StagedCommand> then) {
    long next = 0;
    for (StagedCommand command : commands) {
      if (command.partition().equals(partition)) {
        next = command.record().offset();
        if (!then.contains(command)) {
          return next;
        }
        next++;
      }
    }
    return next;
  }

  void written(List<StagedCommand> done) {
    written.addAll(done);
    writtenNs = System.nanoTime();
  }

  int writtenCount() {
    return written.size();
  }

  /** The transaction of these commands failed: nothing more of the batch is written. */
  void failed(List<StagedCommand> done, TransactionFailedException reason) {
    failedCommands = List.copyOf(done);
    failure = Optional.of(reason);
  }

  List<StagedCommand> failedCommands() {
    return failedCommands;
  }

  Optional<TransactionFailedException> failure() {
    return failure;
  }
}
