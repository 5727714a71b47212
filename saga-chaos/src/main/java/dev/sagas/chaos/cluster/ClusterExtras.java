package dev.sagas.chaos.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What some faults need of a cluster.
 *
 * @param falseClocks whether the clocks of orchestrators and participants can step
 * @param stateDisks whether the state of each orchestrator is on a disk of its own
 * @param earlierBuild whose orchestrators run first; empty for this one
 * @param brokers properties of the brokers in addition
 */
public record ClusterExtras(
    boolean falseClocks,
    boolean stateDisks,
    Optional<Path> earlierBuild,
    Map<String, String> brokers) {
  public ClusterExtras {
    brokers = Map.copyOf(brokers);
  }

  /** Nothing. */
  public static ClusterExtras none() {
    return brokers(Map.of());
  }

  /** Only these properties of the brokers. */
  public static ClusterExtras brokers(Map<String, String> properties) {
    return new ClusterExtras(false, false, Optional.empty(), properties);
  }
}
