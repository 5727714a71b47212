package dev.sagas.orchestrator.streams;

/**
 * Learns what was committed, and which partitions this instance processes.
 *
 * <ul>
 *   <li>Called on stream threads, several at the same time for different partitions: must be quick
 *       and must not throw.
 *   <li>Between {@link #opened} and {@link #closed} of a partition it learns every change of that
 *       partition in the order of the commits. What it has noted of a transaction that was aborted
 *       is dropped: the partition is closed and opened again.
 * </ul>
 */
public interface CommitListener {
  /** A partition is about to be processed: its store is restored. */
  void opened(int partition);

  /** A partition is not processed here any more. */
  void closed(int partition);

  /** Takes the changes of one stream thread, from now until its transaction is aborted. */
  Uncommitted uncommitted();
}
