package dev.sagas.participant;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of one assigned partition from the committed offset to the last one polled. Used by
 * the poll thread; others ask {@link #isRevoked} alone.
 */
final class PartitionWindow {
  private final Deque<CommandTask> open = new ArrayDeque<>();
  private final Deque<CommandTask> parked = new ArrayDeque<>();
  private volatile boolean revoked;
  private long committable = -1;

  /** Takes a record in, behind those that are parked. */
  CommandTask add(ConsumerRecord<byte[], byte[]> record) {
    CommandTask task = new CommandTask(record, this);
    open.addLast(task);
    return task;
  }

  /** Records that no lane had room for, in order. */
  Deque<CommandTask> parked() {
    return parked;
  }

  int size() {
    return open.size();
  }

  /** The offset up to which everything is done, if it has moved since the last call. */
  OptionalLong advance() {
    boolean moved = false;
    while (!open.isEmpty() && open.getFirst().isDone()) {
      committable = open.removeFirst().record().offset() + 1;
      moved = true;
    }
    return moved ? OptionalLong.of(committable) : OptionalLong.empty();
  }

  /** The offset up to which everything was done at the last {@link #advance}. */
  OptionalLong committable() {
    return committable < 0 ? OptionalLong.empty() : OptionalLong.of(committable);
  }

  boolean hasBegunTasks() {
    return open.stream().anyMatch(CommandTask::isBegun);
  }

  void revoke() {
    revoked = true;
    parked.clear();
  }

  boolean isRevoked() {
    return revoked;
  }
}
