package dev.sagas.dev.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Measures windows, one directly after the other. */
final class WindowClock {
  private static final double MICROS_PER_MS = 1_000;
  private static final Duration LONGEST_STALL = Duration.ofMinutes(1);
  private static final Duration STALL_STEP = Duration.ofMillis(100);

  private final Supplier<ProcessMeter> meter;
  private final LongSupplier ended;
  private final Supplier<Optional<Histogram>> latencies;

  /** The state at the border of two windows. */
  private record Reading(
      long nanos, long sagas, Map<String, Double> cpuSeconds, OptionalDouble machineSeconds) {}

  /**
   * Measures.
   *
   * @param meter of the processes that run
   * @param ended how many sagas have ended so far
   * @param latencies those since the last call
   */
  WindowClock(
      Supplier<ProcessMeter> meter, LongSupplier ended, Supplier<Optional<Histogram>> latencies) {
    this.meter = meter;
    this.ended = ended;
    this.latencies = latencies;
  }

  /**
   * Measures.
   *
   * @param atBegin what happens at the beginning of each window, and belongs to it
   * @throws BenchFailure if the traffic fails, or no saga ends for a minute
   */
  List<Window> measure(Traffic traffic, int windows, Duration length, Runnable atBegin) {
    List<Window> measured = new ArrayList<>();
    // Those of the time before the first window belong to none.
    Optional<Histogram> unused = latencies.get();
    Reading before = read();
    for (int i = 0; i < windows; i++) {
      atBegin.run();
      traffic.await(length);
      awaitSagas(traffic, before);
      Reading after = read();
      measured.add(window(before, after));
      before = after;
    }
    return measured;
  }

  /** A window without sagas could not be divided by them: it lasts longer. */
  private void awaitSagas(Traffic traffic, Reading before) {
    long endNanos = System.nanoTime() + LONGEST_STALL.toNanos();
    while (ended.getAsLong() == before.sagas) {
      traffic.await(STALL_STEP);
      if (System.nanoTime() > endNanos) {
        throw new BenchFailure(
            "Expected sagas to end, but none has for %s s".formatted(LONGEST_STALL.toSeconds()));
      }
    }
  }

  private Reading read() {
    return new Reading(
        System.nanoTime(),
        ended.getAsLong(),
        meter.get().cpuSeconds(),
        ProcessMeter.machineSeconds());
  }

  private Window window(Reading before, Reading after) {
    double seconds = (after.nanos - before.nanos) / 1e9;
    long sagas = after.sagas - before.sagas;
    Map<String, Double> cpu = new LinkedHashMap<>();
    after.cpuSeconds.forEach(
        (name, used) -> {
          double until = before.cpuSeconds.getOrDefault(name, 0.0);
          // A process that was started in the window has used less than the one before it.
          cpu.put(name, used < until ? used : used - until);
        });
    double own = cpu.values().stream().mapToDouble(Double::doubleValue).sum();
    return new Window(
        seconds,
        sagas,
        cpu,
        meter.get().residentMb(),
        otherCores(before, after, own),
        latencies.get().filter(all -> all.getTotalCount() > 0).map(WindowClock::latency));
  }

  private static OptionalDouble otherCores(Reading before, Reading after, double own) {
    if (before.machineSeconds.isEmpty() || after.machineSeconds.isEmpty()) {
      return OptionalDouble.empty();
    }
    double all = after.machineSeconds.getAsDouble() - before.machineSeconds.getAsDouble();
    return OptionalDouble.of(Math.max(0, all - own) / ((after.nanos - before.nanos) / 1e9));
  }

  private static Window.Latency latency(Histogram micros) {
    return new Window.Latency(
        micros.getValueAtPercentile(50) / MICROS_PER_MS,
        micros.getValueAtPercentile(95) / MICROS_PER_MS,
        micros.getValueAtPercentile(99) / MICROS_PER_MS,
        micros.getMaxValue() / MICROS_PER_MS);
  }
}
