package dev.sagas.operate.watch;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value that takes time to read: it is shown as it was last read, and read again in the
 * background once it is older than its refresh time.
 *
 * <ul>
 *   <li>Only the first reading, and one after nobody asked for long, keeps the asker waiting.
 *   <li>It is read once at a time. Thread-safe.
 * </ul>
 *
 * @param <T> the value
 */
final class RefreshedValue<T> {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshedValue.class);

  private final Supplier<T> source;
  private final Executor background;
  private final LongSupplier nanoTime;
  private final long refreshNanos;
  private final long tooOldNanos;
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private volatile @Nullable Read<T> last;

  /** How old a value may be. */
  record Ages(Duration refresh, Duration tooOld) {}

  /**
   * Reads nothing yet.
   *
   * @param source may throw; then the asker gets what it threw, or in the background the last value
   *     stays
   */
  RefreshedValue(Supplier<T> source, Ages ages, Executor background, LongSupplier nanoTime) {
    this.source = source;
    this.background = background;
    this.nanoTime = nanoTime;
    this.refreshNanos = ages.refresh().toNanos();
    this.tooOldNanos = ages.tooOld().toNanos();
  }

  private record Read<T>(T value, long atNanos) {}

  T get() {
    Read<T> known = last;
    if (known == null || nanoTime.getAsLong() - known.atNanos() > tooOldNanos) {
      return readNow();
    }
    if (nanoTime.getAsLong() - known.atNanos() > refreshNanos
        && refreshing.compareAndSet(false, true)) {
      background.execute(this::refresh);
    }
    return known.value();
  }

  private synchronized T readNow() {
    Read<T> known = last;
    if (known != null && nanoTime.getAsLong() - known.atNanos() <= refreshNanos) {
      return known.value(); // another asker has just read it
    }
    return read();
  }

  private void refresh() {
    try {
      synchronized (this) {
        read();
      }
    } catch (RuntimeException e) {
      LOG.warn("What is around sagas could not be read again, and is shown as it was", e);
    } finally {
      refreshing.set(false);
    }
  }

  private T read() {
    long atNanos = nanoTime.getAsLong();
    T value = source.get();
    last = new Read<>(value, atNanos);
    return value;
  }
}
