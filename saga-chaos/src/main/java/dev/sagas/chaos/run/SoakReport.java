package dev.sagas.chaos.run;

import dev.sagas.chaos.soak.SlopeVerdict;
import java.util.List;

/**
 * What became of a long run.
 *
 * @param run its sagas and faults
 * @param resources whether each process needs more and more of each kind
 */
record SoakReport(ChaosReport run, List<SlopeVerdict> resources) {
  SoakReport {
    resources = List.copyOf(resources);
  }

  /** No violation, every saga has ended, and nothing grows. */
  boolean isClean() {
    return run.isClean()
        && resources.stream().noneMatch(each -> each.result() == SlopeVerdict.Result.GROWS);
  }

  /** How many sagas were started in an hour. */
  double sagasPerHour() {
    return run.sagas().getOrDefault("started", 0L) * 3_600.0 / run.seconds();
  }
}
