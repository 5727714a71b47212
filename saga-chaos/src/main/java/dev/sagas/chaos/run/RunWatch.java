package dev.sagas.chaos.run;

import dev.sagas.chaos.cluster.Cluster;
import java.util.function.Function;

/** Something that looks on from the start of a run's load to its end, when it is closed. */
@FunctionalInterface
interface RunWatch extends AutoCloseable {
  @Override
  void close();

  /** Nobody looks on. */
  static Function<Cluster, RunWatch> none() {
    return cluster -> () -> {};
  }
}
