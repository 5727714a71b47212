package dev.sagas.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Ends the futures of a client: with values on threads of its own, because what follows from them
 * may take long, and Kafka's threads must not wait for it; with problems that name the brokers.
 *
 * <ul>
 *   <li>A pool of its own, because {@link CompletableFuture} starts a thread for each completion
 *       where the common pool has one thread only, which is so on machines with two cores.
 *   <li>Work that joins other futures is replaced by another thread meanwhile.
 *   <li>Its threads are daemons, and end when they have had nothing to do for a while.
 * </ul>
 */
final class Completions {
  private static final int LEAST_THREADS = 2;

  private final ForkJoinPool threads =
      new ForkJoinPool(
          Math.max(LEAST_THREADS, Runtime.getRuntime().availableProcessors()),
          ForkJoinPool.defaultForkJoinWorkerThreadFactory,
          null,
          true);

  private final UnaryOperator<Exception> named;

  /**
   * With problems as {@code named} returns them.
   *
   * @param named adds the brokers' addresses
   */
  Completions(UnaryOperator<Exception> named) {
    this.named = named;
  }

  void fail(CompletableFuture<?> future, Exception problem) {
    future.completeExceptionally(named.apply(problem));
  }

  <V> void complete(CompletableFuture<V> future, Supplier<V> value) {
    future.completeAsync(value, threads);
  }
}
