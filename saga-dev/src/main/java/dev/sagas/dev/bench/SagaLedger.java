package dev.sagas.dev.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Which sagas were started and have not ended, and how long those took that have.
 *
 * <ul>
 *   <li>A saga's latency counts from the moment when it should have been started: if the load falls
 *       behind, the wait for it is part of the latency (coordinated omission).
 *   <li>Sagas are started by one thread and ended by another.
 * </ul>
 */
final class SagaLedger {
  /** How many sagas may be under way; a power of two. */
  static final int CAPACITY = 1 << 21;

  private static final String PREFIX = "bench-";
  private static final long MAX_LATENCY_MICROS = 3_600_000_000L;
  private static final int FIRST_DIGIT = PREFIX.length();

  private final AtomicLongArray intendedNanos = new AtomicLongArray(CAPACITY);
  private final Recorder latencies = new Recorder(MAX_LATENCY_MICROS, 3);
  private final AtomicLong started = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();

  /** Notes a saga that should be started at that time, and gives its number. */
  long start(long nanos) {
    long number = started.get();
    int slot = (int) (number % CAPACITY);
    if (intendedNanos.get(slot) != 0) {
      throw new BenchFailure(
          String.format(
              Locale.ROOT, "Expected at most %d sagas under way, but there are more", CAPACITY));
    }
    // Zero means that the slot is free.
    intendedNanos.set(slot, nanos == 0 ? 1 : nanos);
    started.set(number + 1);
    return number;
  }

  /** The id of a saga. */
  static String id(long number) {
    return PREFIX + number;
  }

  /**
   * Notes the outcome of a saga.
   *
   * @throws BenchFailure if it was not started, or has an outcome already
   */
  void end(byte[] key, long nowNanos) {
    long number = number(key);
    long intended =
        number < started.get() ? intendedNanos.getAndSet((int) (number % CAPACITY), 0) : 0;
    if (intended == 0) {
      throw new BenchFailure(
          "Expected one outcome of each saga that was started, but got another of saga "
              + new String(key, StandardCharsets.UTF_8));
    }
    latencies.recordValue(Math.min(MAX_LATENCY_MICROS, Math.max(0, (nowNanos - intended) / 1_000)));
    ended.incrementAndGet();
  }

  private static long number(byte[] key) {
    long number = 0;
    for (int i = FIRST_DIGIT; i < key.length; i++) {
      number = number * 10 + (key[i] - '0');
    }
    return key.length > FIRST_DIGIT && number >= 0 ? number : Long.MAX_VALUE;
  }

  long started() {
    return started.get();
  }

  long ended() {
    return ended.get();
  }

  long underWay() {
    return started.get() - ended.get();
  }

  /** The latencies in microseconds since the last call. */
  Histogram takeLatencies() {
    return latencies.getIntervalHistogram();
  }
}
