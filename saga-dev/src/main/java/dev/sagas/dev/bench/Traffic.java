package dev.sagas.dev.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run side by side until they are asked to stop; the first one that fails ends the
 * measurement.
 */
final class Traffic implements AutoCloseable {
  private final CountDownLatch failed = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();

  private final List<Thread> threads = new ArrayList<>();
  private final List<Runnable> stops = new ArrayList<>();
  private volatile boolean stopping;

  /** A part of the traffic. */
  interface Part {
    void run() throws InterruptedException;
  }

  /** Starts a thread for a part, which must end soon once {@link #isStopping()}. */
  void start(String name, Part part) {
    Thread thread = new Thread(() -> run(part), name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** The same for a part that stops when it is asked to. */
  void start(String name, Part part, Runnable stop) {
    stops.add(stop);
    start(name, part);
  }

  private void run(Part part) {
    try {
      part.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable thrown) {
    cause.compareAndSet(null, thrown);
    failed.countDown();
  }

  /**
   * Waits for that long.
   *
   * @throws BenchFailure as soon as a part has failed
   */
  void await(Duration duration) {
    try {
      if (failed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        Throwable thrown = Objects.requireNonNull(cause.get());
        throw thrown instanceof BenchFailure failure
            ? failure
            : new BenchFailure("Expected sagas to run, but " + thrown, thrown);
      }
    } catch (InterruptedException e) {
      throw BenchFailure.interrupted(e);
    }
  }

  boolean isStopping() {
    return stopping;
  }

  /** Tells all parts to stop, and waits until they have. */
  @Override
  public void close() {
    stopping = true;
    stops.forEach(Runnable::run);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw BenchFailure.interrupted(e);
    }
  }
}
