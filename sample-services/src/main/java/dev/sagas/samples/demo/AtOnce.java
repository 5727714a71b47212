package dev.sagas.samples.demo;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at once. */
final class AtOnce {
  private AtOnce() {}

  /**
   * Runs each task on a thread of its own and returns when all have ended.
   *
   * @throws RuntimeException what the first task of the list that failed threw
   */
  static void run(List<Runnable> tasks) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Callable<Object>> calls = tasks.stream().map(Executors::callable).toList();
      for (Future<Object> ended : threads.invokeAll(calls)) {
        ended.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while tasks were running", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("Expected a task to end, but it failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
