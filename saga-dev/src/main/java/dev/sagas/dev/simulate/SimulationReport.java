package dev.sagas.dev.simulate;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The result of a simulation.
 *
 * @param counts the numbers of sagas and records
 * @param faults how many of each kind happened
 * @param endedAs how many runs ended in each status
 * @param incidents how many of each code were raised
 * @param tables how much of the transition tables was used
 * @param violations the sagas for which an invariant was violated, in order
 * @param fingerprint of everything that was decided: the same for the same seed
 */
public record SimulationReport(
    Counts counts,
    Map<SimulatedFaultKind, Long> faults,
    Map<SagaStatus, Long> endedAs,
    Map<IncidentCode, Long> incidents,
    TableUse tables,
    List<FoundViolation> violations,
    long fingerprint) {
  public SimulationReport {
    faults = Map.copyOf(faults);
    endedAs = Map.copyOf(endedAs);
    incidents = Map.copyOf(incidents);
    violations = List.copyOf(violations);
  }

  /**
   * The numbers of sagas and records.
   *
   * @param records the inputs that were decided
   * @param maxStateBytes the largest checkpoint
   * @param durationMs real time
   */
  public record Counts(long seed, int sagas, long records, int maxStateBytes, long durationMs) {}

  /**
   * How much of the transition tables was used.
   *
   * @param visitedCells cells that led somewhere
   * @param possibleCells cells that lead anywhere
   * @param missedWays ways from cell to target that no one took, in words
   */
  public record TableUse(int visitedCells, int possibleCells, Set<String> missedWays) {
    public TableUse {
      missedWays = Set.copyOf(missedWays);
    }
  }

  /** How many faults happened. */
  public long faultCount() {
    return faults.values().stream().mapToLong(Long::longValue).sum();
  }

  /** True if all invariants held. */
  public boolean isClean() {
    return violations.isEmpty();
  }
}
