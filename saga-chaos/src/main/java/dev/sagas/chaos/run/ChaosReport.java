package dev.sagas.chaos.run;

import dev.sagas.dev.checker.Verdict;
import java.util.List;
import java.util.Map;

/**
 * What became of a run.
 *
 * @param seed of definitions, load and faults
 * @param seconds that load and faults lasted
 * @param injected the faults, in their order
 * @param sagas what became of the sagas, by its name
 * @param latencyMs of sagas by p50, p99 and max
 * @param clientErrors that clients met, by class
 * @param restarted processes that ended without a fault, and were started again
 * @param unsettled sagas that have not ended, of at most 20
 * @param verdicts the violations
 */
record ChaosReport(
    long seed,
    long seconds,
    List<Injected> injected,
    Map<String, Long> sagas,
    Map<String, Long> latencyMs,
    Map<String, Long> clientErrors,
    List<String> restarted,
    List<String> unsettled,
    List<Verdict> verdicts) {
  ChaosReport {
    injected = List.copyOf(injected);
    restarted = List.copyOf(restarted);
    unsettled = List.copyOf(unsettled);
    verdicts = List.copyOf(verdicts);
  }

  /**
   * A fault that took place.
   *
   * @param fault its kind
   * @param member what it hit
   * @param atMs from the start of the load
   * @param lastedMs until it was over
   * @param pauseMs the longest time without an outcome, from its start to 30 s after its end
   */
  record Injected(String fault, String member, long atMs, long lastedMs, long pauseMs) {}

  /** A process that ends without a fault may do so: it must be seen why. */
  RunFinding finding() {
    if (!isClean()) {
      return RunFinding.VIOLATION;
    }
    return restarted.isEmpty() ? RunFinding.NOTHING : RunFinding.WORTH_A_LOOK;
  }

  /** No violation, and every saga has ended. */
  boolean isClean() {
    return verdicts.isEmpty() && unsettled.isEmpty();
  }
}
