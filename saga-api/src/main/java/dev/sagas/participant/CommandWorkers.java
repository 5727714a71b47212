package dev.sagas.participant;

import dev.sagas.internal.DaemonThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads with a bounded queue each; the tasks of one key stay on one thread, in order. */
final class Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final int QUEUE_CAPACITY = 64;
  private static final long IDLE_POLL_MS = 100;

  private final List<BlockingQueue<CommandTask>> queues = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Consumer<CommandTask> work;
  private volatile boolean stopped;

  Lanes(String name, int count, Consumer<CommandTask> work) {
    this.work = work;
    for (int lane = 0; lane < count; lane++) {
      BlockingQueue<CommandTask> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
      queues.add(queue);
      threads.add(DaemonThreads.named(name + "-lane-" + lane).newThread(() -> drain(queue)));
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** False if the task's lane is full. */
  boolean offer(CommandTask task) {
    int hash = Arrays.hashCode(task.record().key());
    return queues.get(Math.floorMod(hash ^ (hash >>> 16), queues.size())).offer(task);
  }

  /** Begins no further task. */
  void stop() {
    stopped = true;
  }

  /** Interrupts what is still running. */
  void interrupt() {
    stop();
    threads.forEach(Thread::interrupt);
  }

  private void drain(BlockingQueue<CommandTask> queue) {
    try {
      while (!stopped) {
        CommandTask task = queue.poll(IDLE_POLL_MS, TimeUnit.MILLISECONDS);
        if (task != null && !stopped && task.begin()) {
          run(task);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Interrupted while idle", e);
      Thread.currentThread().interrupt();
    }
  }

  // A lane that ended would block its sagas for ever; the task's offset is not committed.
  private void run(CommandTask task) {
    try {
      work.accept(task);
    } catch (RuntimeException | Error e) {
      LOG.error("{} {} was left unfinished", task.record().topic(), task.record().offset(), e);
      task.abandon();
    }
  }
}
