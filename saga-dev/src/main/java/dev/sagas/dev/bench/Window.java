package dev.sagas.dev.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured in one window of a series.
 *
 * @param seconds its length
 * @param sagas how many ended in it
 * @param cpuSeconds of each process
 * @param residentMb of each process at its end
 * @param otherCores how many cores other processes used; empty where the system does not say
 * @param latency empty where sagas are not timed
 */
record Window(
    double seconds,
    long sagas,
    Map<String, Double> cpuSeconds,
    Map<String, Double> residentMb,
    OptionalDouble otherCores,
    Optional<Latency> latency) {
  private static final double MICROS = 1e6;

  /** From the moment when a saga should have been started until its outcome was read, in ms. */
  record Latency(double p50, double p95, double p99, double max) {}

  Window {
    cpuSeconds = new LinkedHashMap<>(cpuSeconds);
    residentMb = new LinkedHashMap<>(residentMb);
  }

  double perSecond() {
    return sagas / seconds;
  }

  /** CPU of all processes for a saga. */
  double cpuMicros() {
    return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum() * MICROS / sagas;
  }

  /** CPU of one process for a saga. */
  double cpuMicros(String process) {
    return cpuSeconds.getOrDefault(process, 0.0) * MICROS / sagas;
  }

  double residentMb(String process) {
    return residentMb.getOrDefault(process, 0.0);
  }
}
