package dev.sagas.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Futures that wait for something by its key; several may wait for the same key. Thread-safe. */
final class Waiters<K, V> {
  private final Map<K, List<CompletableFuture<V>>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final int max;
  private final Completions completions;
  private volatile boolean closed;

  /** For so many futures at once. */
  Waiters(int max, Completions completions) {
    this.max = max;
    this.completions = completions;
  }

  /** A future that removes itself when it completes, in whatever way. */
  CompletableFuture<V> await(K key) {
    if (count.incrementAndGet() > max) {
      count.decrementAndGet();
      return CompletableFuture.failedFuture(
          new IllegalStateException("Expected at most " + max + " futures to wait at once"));
    }
    CompletableFuture<V> future = new CompletableFuture<>();
    waiting.compute(
        key,
        (same, others) -> {
          List<CompletableFuture<V>> all = others == null ? new ArrayList<>(1) : others;
          all.add(future);
          return all;
        });
    CompletableFuture<V> unused = future.whenComplete((value, problem) -> leave(key, future));
    if (closed) {
      future.completeExceptionally(closedException());
    }
    return future;
  }

  boolean isAwaited(K key) {
    return waiting.containsKey(key);
  }

  void complete(K key, V value) {
    take(key).forEach(future -> completions.complete(future, () -> value));
  }

  void fail(K key, Throwable problem) {
    take(key).forEach(future -> future.completeExceptionally(problem));
  }

  /** Completes all futures exceptionally, including those added later. */
  void close() {
    closed = true;
    List.copyOf(waiting.keySet()).forEach(key -> fail(key, closedException()));
  }

  int size() {
    return count.get();
  }

  private List<CompletableFuture<V>> take(K key) {
    List<CompletableFuture<V>> taken = new ArrayList<>();
    waiting.computeIfPresent(
        key,
        (same, futures) -> {
          taken.addAll(futures);
          return futures;
        });
    return taken;
  }

  private void leave(K key, CompletableFuture<V> future) {
    waiting.computeIfPresent(
        key,
        (same, futures) -> {
          if (futures.removeIf(each -> each == future)) {
            count.decrementAndGet();
          }
          return futures.isEmpty() ? null : futures;
        });
  }

  private static CancellationException closedException() {
    return new CancellationException("The client was closed");
  }
}
