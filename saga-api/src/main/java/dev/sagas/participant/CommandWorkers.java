package dev.sagas.participant;

import dev.sagas.internal.DaemonThreads;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that share the commands of many sagas.
 *
 * <ul>
 *   <li>Commands of one saga are handled one after the other, in the order in which they were
 *       offered.
 *   <li>A thread that is free takes the saga that has waited longest: no saga waits for another
 *       while a thread is free.
 *   <li>The number of commands that wait is bounded.
 * </ul>
 */
final class CommandWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(CommandWorkers.class);
  private static final int WAITING_PER_THREAD = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Thread> threads = new ArrayList<>();
  private final Consumer<CommandTask> work;
  private final int capacity;

  /** Those with a command that waits or is being handled. */
  private final Map<ByteBuffer, Saga> sagas = new HashMap<>();

  /** Those of them of which no command is being handled. */
  private final Deque<Saga> ready = new ArrayDeque<>();

  private int waitingCount;
  private volatile boolean stopped;

  /** The commands of one saga that wait. */
  private record Saga(ByteBuffer id, Deque<CommandTask> waiting) {}

  CommandWorkers(String name, int count, Consumer<CommandTask> work) {
    this.work = work;
    this.capacity = WAITING_PER_THREAD * count;
    for (int number = 0; number < count; number++) {
      threads.add(DaemonThreads.named(name + "-worker-" + number).newThread(this::drain));
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** What the order of commands depends on: the saga id, which is the record's key. */
  static ByteBuffer sagaOf(ConsumerRecord<byte[], byte[]> record) {
    return ByteBuffer.wrap(record.key() == null ? new byte[0] : record.key());
  }

  /** False if too many commands wait. */
  boolean offer(CommandTask task) {
    ByteBuffer id = sagaOf(task.record());
    lock.lock();
    try {
      if (waitingCount >= capacity) {
        return false;
      }
      waitingCount++;
      Saga saga = sagas.get(id);
      if (saga == null) {
        saga = new Saga(id, new ArrayDeque<>(1));
        sagas.put(id, saga);
        makeReady(saga);
      }
      saga.waiting().addLast(task);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Begins no further task. */
  void stop() {
    stopped = true;
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts what is still running. */
  void interrupt() {
    stop();
    threads.forEach(Thread::interrupt);
  }

  private void drain() {
    try {
      while (!stopped) {
        takeSaga();
      }
    } catch (InterruptedException e) {
      LOG.debug("Interrupted while idle", e);
      Thread.currentThread().interrupt();
    }
  }

  private void takeSaga() throws InterruptedException {
    Saga saga;
    CommandTask task;
    lock.lockInterruptibly();
    try {
      while (ready.isEmpty() && !stopped) {
        changed.await();
      }
      if (stopped) {
        return;
      }
      saga = ready.removeFirst();
      task = saga.waiting().removeFirst();
      waitingCount--;
    } finally {
      lock.unlock();
    }
    try {
      if (task.begin()) {
        run(task);
      }
    } finally {
      release(saga);
    }
  }

  private void release(Saga saga) {
    lock.lock();
    try {
      if (saga.waiting().isEmpty()) {
        sagas.remove(saga.id());
      } else {
        makeReady(saga);
      }
    } finally {
      lock.unlock();
    }
  }

  private void makeReady(Saga saga) {
    ready.addLast(saga);
    changed.signal();
  }

  // A thread that ended would leave fewer for ever; the task's offset is not committed.
  private void run(CommandTask task) {
    try {
      work.accept(task);
    } catch (RuntimeException | Error e) {
      LOG.error("{} {} was left unfinished", task.record().topic(), task.record().offset(), e);
      task.abandon();
    }
  }
}
