package dev.sagas.chaos.run;

import dev.sagas.chaos.load.ChaosLoad;
import dev.sagas.chaos.load.LoadReport;
import dev.sagas.chaos.load.OutcomePauses;
import dev.sagas.chaos.run.ChaosReport.Injected;
import dev.sagas.dev.checker.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts a report together. */
final class Reports {
  private static final int MAX_UNSETTLED = 20;

  /** What happens so soon after a fault is counted as its consequence. */
  private static final Duration AFTERMATH = Duration.ofSeconds(30);

  private Reports() {}

  static ChaosReport of(
      ChaosSettings settings, ChaosRun.Traffic traffic, ChaosLoad load, List<Verdict> verdicts) {
    LoadReport sagas = load.report();
    OutcomePauses pauses = load.pauses();
    return new ChaosReport(
        settings.seed(),
        settings.duration().toSeconds(),
        traffic.faults().stream().map(done -> injected(done, traffic, pauses)).toList(),
        outcomes(sagas),
        latency(sagas),
        new TreeMap<>(sagas.clientErrors()),
        traffic.restarted(),
        load.unsettled().stream().map(Object::toString).sorted().limit(MAX_UNSETTLED).toList(),
        verdicts);
  }

  private static Injected injected(
      FaultSchedule.Done done, ChaosRun.Traffic traffic, OutcomePauses pauses) {
    return new Injected(
        done.fault().choice().text(),
        done.member(),
        done.fromMs() - traffic.originMs(),
        done.toMs() - done.fromMs(),
        pauses.longestMs(done.fromMs(), done.toMs() + AFTERMATH.toMillis()));
  }

  private static Map<String, Long> outcomes(LoadReport sagas) {
    Map<String, Long> outcomes = new LinkedHashMap<>();
    outcomes.put("started", sagas.started());
    outcomes.put("completed", sagas.completed());
    outcomes.put("compensated", sagas.compensated());
    outcomes.put("refused", sagas.refused());
    outcomes.put("ended by an operator", sagas.ended());
    outcomes.put("not ended", sagas.unsettled());
    outcomes.put("operators' actions", (long) sagas.actions().size());
    return outcomes;
  }

  private static Map<String, Long> latency(LoadReport sagas) {
    Map<String, Long> latency = new LinkedHashMap<>();
    latency.put("p50", sagas.latency().p50Ms());
    latency.put("p99", sagas.latency().p99Ms());
    latency.put("max", sagas.latency().maxMs());
    return latency;
  }
}
