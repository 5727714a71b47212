package dev.sagas.orchestrator.streams;

import java.util.List;

/**
 * Learns what was committed, and which partitions this instance processes.
 *
 * <ul>
 *   <li>Called on stream threads, several at the same time for different partitions: must be quick
 *       and must not throw.
 *   <li>A change is noted when it is made, while all of it is in the processor's caches, and
 *       committed thousands of changes later: what is looked at only then must be read from memory
 *       again, which costs more than everything else here.
 *   <li>Between {@link #opened} and {@link #closed} of a partition it learns every change of that
 *       partition in the order of the commits. Notes of a transaction that was aborted are dropped:
 *       the partition is closed and opened again.
 * </ul>
 *
 * @param <N> what it notes of a change
 */
public interface CommitListener<N> {
  /** A partition is about to be processed: its store is restored. */
  void opened(int partition);

  /** A partition is not processed here any more. */
  void closed(int partition);

  /** Notes what must be known of a change if it is committed. Must show none of it yet. */
  N noted(SagaChange change);

  /**
   * A transaction was committed.
   *
   * @param notes on its changes, of one or more partitions, in order; not empty
   */
  void committed(List<N> notes);
}
