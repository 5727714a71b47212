package dev.sagas.dev.bench;

import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.protocol.TopicNames;
import java.util.ArrayList;
import java.util.List;

/** Compares results with what is aimed at for sagas of three steps. */
final class Targets {
  private static final String JOURNAL = TopicNames.DEFAULT.journal();

  private Targets() {}

  /** The targets of the closed loop; the last series is the one with the most in flight. */
  static List<Target> throughput(BenchReport measured, String applicationId) {
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
      targets.add(
          Target.atLeast(
              "sagas/s, %s / %s".formatted(first.label(), last.label()),
              first.perSecond().median() / last.perSecond().median(),
              0.6));
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
    targets.add(
        Target.atLeast(
            "sagas/s, %s / %s".formatted(product.label(), busiest.label()),
            product.perSecond().median() / busiest.perSecond().median(),
            0.25));
  }

  private static void addTopics(List<Target> targets, List<TopicUse> uses, String applicationId) {
    String checkpoints = EngineNames.checkpointChangelog(applicationId);
    double disk = 0;
    for (TopicUse use : uses) {
      if (use.topic().equals(JOURNAL) || use.topic().equals(checkpoints)) {
        targets.add(Target.atMost("records a saga, " + use.topic(), use.recordsPerSaga(), 4));
        disk += use.diskBytesPerSaga();
      } else if (use.topic().equals(EngineNames.timerChangelog(applicationId))) {
        targets.add(Target.atMost("records a saga, " + use.topic(), use.recordsPerSaga(), 2));
      }
    }
    targets.add(Target.atMost("journal and checkpoint bytes a saga on disk", disk, 2_200));
  }
}
