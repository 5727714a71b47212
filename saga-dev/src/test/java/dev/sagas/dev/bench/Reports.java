package dev.sagas.dev.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/** Reports of runs that never were. */
final class Reports {
  private Reports() {}

  /** A window of 10 s in which one process used 1 s for the clients, and another 2 s. */
  static Window window(long sagas, Optional<Window.Latency> latency) {
    Map<String, Double> cpu = new LinkedHashMap<>();
    cpu.put("orchestrator", 2.0);
    cpu.put("clients", 1.0);
    Map<String, Double> resident = Map.of("orchestrator", 400.0, "clients", 200.0);
    return new Window(10, sagas, cpu, resident, OptionalDouble.of(0.25), latency);
  }

  static Series series(String label, long... sagas) {
    Window.Latency latency = new Window.Latency(12.5, 30, 90.25, 120);
    return new Series(
        label,
        LongStream.of(sagas).mapToObj(count -> window(count, Optional.of(latency))).toList());
  }

  /** Two series of the product and one of the bound. */
  static BenchReport report() {
    Window bound =
        new Window(
            10,
            200_000,
            Map.of("clients", 10.0),
            Map.of(),
            OptionalDouble.empty(),
            Optional.empty());
    return new BenchReport(
        BenchProfile.throughput,
        Map.of("machine", "2 cores & <more>"),
        List.of(series("256 in flight", 10_000, 20_000, 30_000), series("4000 in flight", 40_000)),
        List.of(
            new TopicUse("saga.journal", 4, 1_600, 1_100, List.of()),
            new TopicUse("saga-orchestrator-checkpoints-changelog", 5, 1_200, 1_050, List.of()),
            new TopicUse("saga-orchestrator-timers-changelog", 3, 50, 60, List.of())),
        List.of(new StoreUse("checkpoints", 4, 0.5, 0, 0)),
        List.of(new Series("bound, 1 thread", List.of(bound))),
        List.of(),
        Optional.of(new BenchReport.Audited(60_000, 0)));
  }
}
