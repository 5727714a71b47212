package dev.sagas.chaos.cluster;

/**
 * What some faults need of a cluster.
 *
 * @param falseClocks whether the clocks of orchestrators and participants can step
 * @param stateDisks whether the state of each orchestrator is on a disk of its own
 */
public record ClusterExtras(boolean falseClocks, boolean stateDisks) {
  /** Nothing. */
  public static ClusterExtras none() {
    return new ClusterExtras(false, false);
  }
}
