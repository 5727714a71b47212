package dev.sagas.participant;

import dev.sagas.internal.DaemonThreads;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles the commands of a batch: those of one saga in order, several sagas in parallel. */
final class BatchRunner {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  /**
   * After this time no further command of a batch is begun, so that the finished ones are answered.
   */
  private static final Duration BATCH_TIME = Duration.ofMillis(500);

  private static final long CHECK_EVERY_MS = 50;

  private final ExecutorService threads;
  private final int count;
  private final Shutdown shutdown;
  private final Duration closeTimeout;

  BatchRunner(String name, int count, Shutdown shutdown, Duration closeTimeout) {
    this.count = count;
    this.shutdown = shutdown;
    this.closeTimeout = closeTimeout;
    this.threads = Executors.newFixedThreadPool(count, DaemonThreads.named(name + "-worker"));
  }

  /**
   * Returns when every command that was begun has ended, or was interrupted at the close.
   *
   * @param meanwhile is called repeatedly while a batch is running
   */
  void run(List<StagedCommand> batch, Consumer<StagedCommand> work, Runnable meanwhile)
      throws AbandonedException {
    Map<ByteBuffer, List<StagedCommand>> bySaga = new LinkedHashMap<>();
    for (StagedCommand command : batch) {
      bySaga
          .computeIfAbsent(CommandWorkers.sagaOf(command.record()), none -> new ArrayList<>())
          .add(command);
    }
    Queue<List<StagedCommand>> sagas = new ConcurrentLinkedQueue<>(bySaga.values());
    long untilNs = System.nanoTime() + BATCH_TIME.toNanos();
    List<Future<?>> running = new ArrayList<>();
    for (int thread = 0; thread < Math.min(count, bySaga.size()); thread++) {
      running.add(threads.submit(() -> drain(sagas, work, untilNs)));
    }
    await(running, meanwhile);
  }

  /** Interrupts what is still running. */
  void interrupt() {
    threads.shutdownNow();
  }

  // Each thread begins one command, so that a batch always makes progress.
  private void drain(Queue<List<StagedCommand>> sagas, Consumer<StagedCommand> work, long untilNs) {
    boolean first = true;
    for (List<StagedCommand> saga = sagas.poll(); saga != null; saga = sagas.poll()) {
      for (StagedCommand command : saga) {
        if (shutdown.isRequested() || (!first && System.nanoTime() - untilNs > 0)) {
          return;
        }
        first = false;
        if (!handle(command, work)) {
          break;
        }
      }
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  /** False if later commands of its saga must not be handled before it. */
  private static boolean handle(StagedCommand command, Consumer<StagedCommand> work) {
    if (command.rows().areRevoked() || !command.task().begin()) {
      return false;
    }
    try {
      work.accept(command);
      command.task().settled().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Expected a task to settle", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (RuntimeException | Error e) {
      LOG.error("{} was left unfinished", command.partition(), e);
      command.task().abandon();
    }
    return command.task().isDone();
  }

  private void await(List<Future<?>> running, Runnable meanwhile) throws AbandonedException {
    long interruptNs = Long.MAX_VALUE;
    for (Future<?> thread : running) {
      while (!isOver(thread)) {
        if (shutdown.isRequested() && interruptNs == Long.MAX_VALUE) {
          interruptNs = System.nanoTime() + closeTimeout.toNanos();
        }
        if (interruptNs != Long.MAX_VALUE && System.nanoTime() - interruptNs > 0) {
          threads.shutdownNow();
          throw new AbandonedException();
        }
        meanwhile.run();
      }
    }
  }

  private static boolean isOver(Future<?> thread) throws AbandonedException {
    try {
      thread.get(CHECK_EVERY_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Expected a thread to catch everything", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AbandonedException();
    }
  }
}
