package dev.sagas.orchestrator.streams;

/**
 * What one listener has noted of a thread's changes since its last commit. Used by that thread.
 *
 * <ul>
 *   <li>A change is noted when it is made, while all of it is in the processor's caches, and
 *       committed thousands of changes later: what is looked at only then must be read from memory
 *       again, which costs more than everything else here. So notes are few, small and in a row.
 * </ul>
 */
public interface Uncommitted {
  /** Notes what must be known of a change if it is committed. Must show none of it yet. */
  void add(SagaChange change);

  /** The changes of a partition are of no account any more. Rare. */
  void drop(int partition);

  /** All that was noted is committed; the next notes are of the next transaction. */
  void committed();
}
