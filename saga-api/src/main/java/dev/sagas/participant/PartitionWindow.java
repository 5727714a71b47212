package dev.sagas.participant;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of one assigned partition from the committed offset to the last one polled. Used by
 * the poll thread; other threads call only {@link #isRevoked} and {@link #left}.
 */
final class PartitionWindow {
  private final Deque<CommandTask> open = new ArrayDeque<>();
  private final Deque<CommandTask> parked = new ArrayDeque<>();
  private final Queue<CommandTask> left = new ConcurrentLinkedQueue<>();
  private volatile boolean revoked;
  private long committable = -1;

  /** Adds a record after the parked ones. */
  CommandTask add(ConsumerRecord<byte[], byte[]> record) {
    CommandTask task = new CommandTask(record, this);
    open.addLast(task);
    return task;
  }

  /** Records that the workers have not taken yet, in order. */
  Deque<CommandTask> parked() {
    return parked;
  }

  /** A task was abandoned: it must be handled again, or the partition would be blocked. */
  void left(CommandTask task) {
    left.add(task);
  }

  /** Parks the abandoned tasks whose pause is over, before all others. */
  void parkAbandoned(long nowNs) {
    List<CommandTask> due = left.stream().filter(task -> task.isDue(nowNs)).toList();
    for (int last = due.size() - 1; last >= 0; last--) {
      left.remove(due.get(last));
      parked.addFirst(due.get(last));
    }
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
    left.clear();
  }

  boolean isRevoked() {
    return revoked;
  }
}
