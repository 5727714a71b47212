package dev.sagas.orchestrator.streams;

import java.util.List;

/**
 * Learns what was committed, and which partitions this instance processes.
 *
 * <ul>
 *   <li>Called on stream threads, several at the same time for different partitions: must be quick
 *       and must not throw.
 *   <li>Between {@link #opened} and {@link #closed} of a partition it learns every change of that
 *       partition in the order of the commits; what a transaction wrote that was aborted it never
 *       learns: the partition is closed and opened again.
 * </ul>
 */
public interface CommitListener {
  /** A partition is about to be processed: its store is restored. */
  void opened(int partition);

  /** A partition is not processed here any more. */
  void closed(int partition);

  /**
   * A transaction was committed.
   *
   * @param changes of one or more partitions, in order
   */
  void committed(List<SagaChange> changes);
}
