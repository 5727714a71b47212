package dev.sagas.comparison.load;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Sagas started at one pace, and what became of them. */
final class TripLoad {
  private static final int DIGITS = 3;
  private static final long DRAIN_SECONDS = 60;
  private static final long LOOK_MS = 20;
  private static final long NANOS_PER_MICRO = 1_000;

  private final ComparedEngine engine;
  private final Pace pace;
  private final TripEnd expected;
  private final AtomicLong numbers;
  private final LongAdder started = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final AtomicReference<String> failure = new AtomicReference<>("");
  private final Recorder micros = new Recorder(DIGITS);
  private final Thread starter = new Thread(this::runPace, "trip-starter");

  /**
   * A load that is not yet started.
   *
   * @param numbers counts the sagas of all loads of a run
   */
  TripLoad(ComparedEngine engine, Pace pace, TripEnd expected, AtomicLong numbers) {
    this.engine = engine;
    this.pace = pace;
    this.expected = expected;
    this.numbers = numbers;
    starter.setDaemon(true);
  }

  void begin() {
    starter.start();
  }

  private void runPace() {
    try {
      pace.run(this::start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.compareAndSet("", "the load was interrupted");
    } catch (RuntimeException e) {
      failure.compareAndSet("", "a saga could not be started: " + e);
    }
  }

  private void start(long intendedNanos) {
    started.increment();
    TripOrder order = TripOrder.of(numbers.incrementAndGet(), expected == TripEnd.COMPENSATED);
    engine.start(order, new Watch(intendedNanos));
  }

  /** Waits for one saga. */
  private final class Watch implements TripListener {
    private final long intendedNanos;

    Watch(long intendedNanos) {
      this.intendedNanos = intendedNanos;
    }

    @Override
    public void ended(TripEnd end) {
      if (end != expected) {
        failed("a saga ended as %s instead of %s".formatted(end, expected));
      }
      micros.recordValue(Math.max(0, (System.nanoTime() - intendedNanos) / NANOS_PER_MICRO));
      ended.increment();
      pace.ended();
    }

    @Override
    public void failed(String reason) {
      failure.compareAndSet("", reason);
    }
  }

  /** How many sagas have ended so far. */
  long count() {
    requireHealth();
    return ended.sum();
  }

  /** How long those sagas took that ended since the last call, in µs. */
  Histogram latencies() {
    return micros.getIntervalHistogram();
  }

  /** Stops, and waits until all sagas have ended. */
  Map<TripEnd, Long> finish() throws InterruptedException {
    pace.stop();
    starter.join();
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    while (ended.sum() < started.sum() && System.nanoTime() < endNanos) {
      requireHealth();
      Pauses.of(Duration.ofMillis(LOOK_MS));
    }
    requireHealth();
    if (ended.sum() != started.sum()) {
      throw new ComparisonFailure(
          "Expected %s sagas to end, but only %s did".formatted(started.sum(), ended.sum()));
    }
    Map<TripEnd, Long> all = new EnumMap<>(TripEnd.class);
    all.put(expected, ended.sum());
    return all;
  }

  private void requireHealth() {
    if (!failure.get().isEmpty()) {
      throw new ComparisonFailure(
          "%s, %s: %s".formatted(engine.name(), pace.label(), failure.get()));
    }
  }
}
