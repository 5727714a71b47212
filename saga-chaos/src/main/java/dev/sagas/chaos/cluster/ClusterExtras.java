package dev.sagas.chaos.cluster;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What some faults need of a cluster.
 *
 * @param falseClocks whether the clocks of orchestrators and participants can step
 * @param stateDisks whether the state of each orchestrator is on a disk of its own
 * @param earlierBuild whose orchestrators run first; empty for this one
 */
public record ClusterExtras(boolean falseClocks, boolean stateDisks, Optional<Path> earlierBuild) {
  /** Nothing. */
  public static ClusterExtras none() {
    return new ClusterExtras(false, false, Optional.empty());
  }
}
