package dev.sagas.comparison.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** Measures the windows of a series, one directly after the other. */
final class SeriesMeter {
  private static final double MICROS = 1e6;
  private static final double MICROS_PER_MS = 1_000;

  private final List<MeasuredProcess> processes;
  private final TripLoad load;

  SeriesMeter(List<MeasuredProcess> processes, TripLoad load) {
    this.processes = List.copyOf(processes);
    this.load = load;
  }

  /** The state at the border of two windows. */
  private record Reading(long nanos, long sagas, Map<String, Double> cpu, double machine) {}

  /** What happened between two borders. */
  private record Span(
      double seconds,
      double sagas,
      Map<String, Double> cpu,
      Map<String, Double> residentMb,
      double machine,
      Histogram micros) {
    double cpuAll() {
      return cpu.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    double ms(double percentile) {
      return micros.getValueAtPercentile(percentile) / MICROS_PER_MS;
    }
  }

  SeriesResult measure(String label, int windows, Duration length) throws InterruptedException {
    List<Span> spans = new ArrayList<>();
    // Those of the time before the first window belong to none.
    load.latencies();
    Reading before = read();
    for (int i = 0; i < windows; i++) {
      Pauses.of(length);
      Reading after = read();
      if (after.sagas == before.sagas) {
        throw new ComparisonFailure(
            "Expected sagas to end in %s s, but none did".formatted(length.toSeconds()));
      }
      spans.add(span(before, after));
      before = after;
    }
    return result(label, spans);
  }

  private Reading read() {
    Map<String, Double> cpu = new LinkedHashMap<>();
    processes.forEach(process -> cpu.put(process.name(), process.cpuSeconds()));
    return new Reading(System.nanoTime(), load.count(), cpu, MachineCpu.seconds());
  }

  private Span span(Reading before, Reading after) {
    Map<String, Double> cpu = new LinkedHashMap<>();
    Map<String, Double> resident = new LinkedHashMap<>();
    for (MeasuredProcess process : processes) {
      String name = process.name();
      cpu.put(name, after.cpu.getOrDefault(name, 0.0) - before.cpu.getOrDefault(name, 0.0));
      resident.put(name, process.residentMb());
    }
    return new Span(
        (after.nanos - before.nanos) / 1e9,
        after.sagas - before.sagas,
        cpu,
        resident,
        after.machine - before.machine,
        load.latencies());
  }

  private SeriesResult result(String label, List<Span> spans) {
    Map<String, MedianOf> cpu = new LinkedHashMap<>();
    Map<String, MedianOf> resident = new LinkedHashMap<>();
    for (MeasuredProcess process : processes) {
      String name = process.name();
      cpu.put(name, median(spans, span -> span.cpu.getOrDefault(name, 0.0) * MICROS / span.sagas));
      resident.put(name, median(spans, span -> span.residentMb.getOrDefault(name, 0.0)));
    }
    return new SeriesResult(
        label,
        median(spans, span -> span.sagas / span.seconds),
        median(spans, span -> span.cpuAll() * MICROS / span.sagas),
        cpu,
        resident,
        Optional.of(
            median(spans, span -> Math.max(0, span.machine - span.cpuAll()) / span.seconds)),
        Optional.of(median(spans, span -> span.ms(50))),
        Optional.of(median(spans, span -> span.ms(99))),
        Optional.of(median(spans, span -> span.micros.getMaxValue() / MICROS_PER_MS)));
  }

  private static MedianOf median(List<Span> spans, ToDoubleFunction<Span> value) {
    return MedianOf.windows(spans.stream().mapToDouble(value));
  }
}
