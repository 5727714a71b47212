package dev.sagas.chaos.cluster;

import java.util.List;

/**
 * A process of the cluster that faults can hit.
 *
 * <ul>
 *   <li>Methods may be called from any thread; calls for one member follow one another.
 * </ul>
 */
public interface ClusterMember extends AutoCloseable {
  /** Unique in its cluster, as {@code orchestrator-2}. */
  String name();

  /**
   * Starts it, or does nothing if it runs. Does not wait until it is ready.
   *
   * @throws ClusterFailure if there can be no process
   */
  void start();

  /** True while it serves others. */
  boolean isReady();

  /** True while there is a process, even a frozen one. */
  boolean isRunning();

  /** False if it says that only a new start can help it; true if it cannot be asked. */
  boolean isAlive();

  /** Its processes that run now, the first one of which has started the others. */
  List<Long> pids();

  /** Ends it as {@code kill -9} does, frozen or not. */
  void kill();

  /** Asks it to end by signal 15, and kills it if it has not done so within 60 s. */
  void terminate();

  /** Stops it in its tracks, by signal 19. */
  void freeze();

  /** Lets it continue, by signal 18; does nothing if it is not frozen. */
  void thaw();

  /** Ends it in good order if it can be done. */
  @Override
  default void close() {
    thaw();
    terminate();
  }
}
