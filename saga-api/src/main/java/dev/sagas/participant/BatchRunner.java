package dev.sagas.participant;

import dev.sagas.internal.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles the commands of a batch: those of one key in order, several keys in parallel. */
final class BatchRunner {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  /**
   * After this time no further command of a batch is begun, so that the finished ones are answered.
   */
  private static final Duration BATCH_TIME = Duration.ofMillis(500);

  private static final long CHECK_EVERY_MS = 50;

  private final ExecutorService threads;
  private final int lanes;
  private final Shutdown shutdown;
  private final Duration closeTimeout;

  BatchRunner(String name, int lanes, Shutdown shutdown, Duration closeTimeout) {
    this.lanes = lanes;
    this.shutdown = shutdown;
    this.closeTimeout = closeTimeout;
    this.threads = Executors.newFixedThreadPool(lanes, DaemonThreads.named(name + "-lane"));
  }

  /**
   * Returns when every command that was begun has ended, or was interrupted at the close.
   *
   * @param meanwhile is called repeatedly while a batch is running
   */
  void run(List<StagedCommand> batch, Consumer<StagedCommand> work, Runnable meanwhile)
      throws AbandonedException {
    Map<Integer, List<StagedCommand>> byLane = new TreeMap<>();
    for (StagedCommand command : batch) {
      int hash = Arrays.hashCode(command.record().key());
      int lane = Math.floorMod(hash ^ (hash >>> 16), lanes);
      byLane.computeIfAbsent(lane, none -> new ArrayList<>()).add(command);
    }
    long untilNs = System.nanoTime() + BATCH_TIME.toNanos();
    List<Future<?>> running = new ArrayList<>();
    for (List<StagedCommand> commands : byLane.values()) {
      running.add(threads.submit(() -> drain(commands, work, untilNs)));
    }
    await(running, meanwhile);
  }

  /** Interrupts what is still running. */
  void interrupt() {
    threads.shutdownNow();
  }

  private void drain(List<StagedCommand> commands, Consumer<StagedCommand> work, long untilNs) {
    boolean first = true;
    for (StagedCommand command : commands) {
      if (shutdown.isRequested() || (!first && System.nanoTime() - untilNs > 0)) {
        return;
      }
      first = false;
      if (command.rows().areRevoked() || !command.task().begin()) {
        return;
      }
      try {
        work.accept(command);
        command.task().settled().get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("Expected a task to settle", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        LOG.error("{} was left unfinished", command.partition(), e);
        command.task().abandon();
      }
      if (!command.task().isDone()) {
        return;
      }
    }
  }

  private void await(List<Future<?>> running, Runnable meanwhile) throws AbandonedException {
    long interruptNs = Long.MAX_VALUE;
    for (Future<?> lane : running) {
      while (!isOver(lane)) {
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

  private static boolean isOver(Future<?> lane) throws AbandonedException {
    try {
      lane.get(CHECK_EVERY_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Expected a lane to catch everything", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AbandonedException();
    }
  }
}
