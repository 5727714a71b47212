package dev.sagas.dev.bench;

import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.protocol.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares results with what is aimed at, where a profile has an aim. */
final class Targets {
  private static final String JOURNAL = TopicNames.DEFAULT.journal();

  private static final int LONGEST_ANSWER_MS = 200;

  private Targets() {}

  /** The targets of a report's profile that its series have a result for. */
  static List<Target> of(BenchReport measured, String applicationId) {
    return switch (measured.profile()) {
      case throughput -> throughput(measured, applicationId);
      case latency -> latency(measured.product());
      case compensate -> compensate(measured.product());
      case cold ->
          List.of(
              Target.atLeast(
                  "sagas/s, median of the first minute",
                  measured.product().get(0).perSecond().median(),
                  2_000));
      case live -> live(measured.product());
      case questions -> questions(measured.product());
      case overload -> overload(measured.product());
      case participants -> participants(measured.product());
      case export -> export(measured.product());
      case client, parallel, hundred, recovery, scaling -> List.of();
    };
  }

  /** Series come by threes: before, overload, after. */
  private static List<Target> overload(List<Series> product) {
    List<Target> targets = new ArrayList<>();
    for (int first = 0; first + 2 < product.size(); first += 3) {
      Optional<Spread> before = product.get(first).latency(Window.Latency::p99);
      Optional<Spread> after = product.get(first + 2).latency(Window.Latency::p99);
      if (before.isPresent() && after.isPresent()) {
        targets.add(
            Target.atLeast(
                "p99 before / after an overload",
                before.get().median() / after.get().median(),
                0.5));
      }
    }
    return targets;
  }

  private static List<Target> latency(List<Series> product) {
    List<Target> targets = new ArrayList<>();
    for (Series series : product) {
      switch (series.label()) {
        case "50/s" -> addLatency(targets, series, 8, 25);
        case "500/s" -> addLatency(targets, series, 20, 60);
        default -> {
          // Other rates have no target.
        }
      }
    }
    return targets;
  }

  private static void addLatency(List<Target> targets, Series series, int p50Ms, int p99Ms) {
    series
        .latency(Window.Latency::p50)
        .ifPresent(
            p50 -> targets.add(Target.atMost(series.label() + ", p50 ms", p50.median(), p50Ms)));
    series
        .latency(Window.Latency::p99)
        .ifPresent(
            p99 -> targets.add(Target.atMost(series.label() + ", p99 ms", p99.median(), p99Ms)));
  }

  private static List<Target> questions(List<Series> product) {
    return product.stream()
        .flatMap(series -> series.answered().stream())
        .map(
            answered ->
                Target.atMost(answered.question() + ", p99 ms", answered.p99(), LONGEST_ANSWER_MS))
        .toList();
  }

  private static List<Target> compensate(List<Series> product) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i + 1 < product.size(); i += 2) {
      targets.add(ratio(product.get(i + 1), product.get(i), 0.65));
    }
    return targets;
  }

  /** What a fence in the database costs a handler that has one anyway. */
  private static List<Target> participants(List<Series> product) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i + 1 < product.size(); i++) {
      if (product.get(i + 1).label().startsWith("PostgreSQL, JdbcFence")) {
        targets.add(ratio(product.get(i + 1), product.get(i), 0.85));
      }
    }
    return targets;
  }

  /** Series come by twos: with an export beside it, and without. */
  private static List<Target> export(List<Series> product) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i + 1 < product.size(); i += 2) {
      targets.add(ratio(product.get(i), product.get(i + 1), 0.9));
    }
    return targets;
  }

  private static List<Target> live(List<Series> product) {
    Series last = product.get(product.size() - 1);
    List<Target> targets = new ArrayList<>();
    if (product.size() > 1) {
      targets.add(ratio(last, product.get(0), 0.9));
    }
    targets.add(
        Target.atMost(
            "orchestrator's resident MB, " + last.label(),
            last.spread(window -> window.residentMb(BenchCluster.ORCHESTRATOR)).most(),
            1_500));
    return targets;
  }

  private static Target ratio(Series of, Series to, double least) {
    return Target.atLeast(
        "sagas/s, %s / %s".formatted(of.label(), to.label()),
        of.perSecond().median() / to.perSecond().median(),
        least);
  }

  /** The last series is the one with the most in flight. */
  private static List<Target> throughput(BenchReport measured, String applicationId) {
    List<Target> targets = new ArrayList<>();
    List<Series> product = measured.product();
    Series first = product.get(0);
    Series last = product.get(product.size() - 1);
    if (!measured.bound().isEmpty()) {
      addBound(targets, last, measured.bound());
    }
    targets.add(
        Target.atMost(
            "orchestrator's CPU, µs a saga, " + last.label(),
            last.cpuMicros(BenchCluster.ORCHESTRATOR).median(),
            90));
    if (product.size() > 1) {
      targets.add(ratio(first, last, 0.6));
    }
    addTopics(targets, measured.topics(), applicationId);
    return targets;
  }

  private static void addBound(List<Target> targets, Series product, List<Series> bound) {
    targets.add(
        Target.atLeast(
            "CPU of the bound / of the product, " + product.label(),
            bound.get(0).cpuMicros().median() / product.cpuMicros().median(),
            0.3));
    Series busiest = bound.get(bound.size() - 1);
    targets.add(ratio(product, busiest, 0.25));
  }

  private static void addTopics(List<Target> targets, List<TopicUse> uses, String applicationId) {
    String checkpoints = EngineNames.checkpointChangelog(applicationId);
    double disk = 0;
    for (TopicUse use : uses) {
      if (use.topic().equals(JOURNAL) || use.topic().equals(checkpoints)) {
        targets.add(Target.atMost("records a saga, " + use.topic(), records(use), 4));
        disk += use.diskBytesPerSaga();
      } else if (use.topic().equals(EngineNames.timerChangelog(applicationId))) {
        targets.add(Target.atMost("records a saga, " + use.topic(), records(use), 2));
      }
    }
    targets.add(Target.atMost("journal and checkpoint bytes a saga on disk", disk, 2_200));
  }

  /** To a hundredth: sagas that are under way at the ends of a series have written some as well. */
  private static double records(TopicUse use) {
    return Math.round(use.recordsPerSaga() * 100) / 100.0;
  }
}
