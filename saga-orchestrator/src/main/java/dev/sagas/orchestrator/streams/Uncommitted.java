package dev.sagas.orchestrator.streams;

import java.util.ArrayList;
import java.util.List;

/**
 * What one listener has noted of a thread's changes since its last commit. Used by that thread.
 *
 * @param <N> what it notes
 */
final class Uncommitted<N> {
  private final CommitListener<N> listener;
  private final List<N> notes = new ArrayList<>();
  private final List<Integer> partitions = new ArrayList<>();

  Uncommitted(CommitListener<N> listener) {
    this.listener = listener;
  }

  void add(SagaChange change) {
    notes.add(listener.noted(change));
    partitions.add(change.partition());
  }

  /** The changes of a partition are of no account any more. */
  void drop(int partition) {
    for (int i = notes.size() - 1; i >= 0; i--) {
      if (partitions.get(i) == partition) {
        notes.remove(i);
        partitions.remove(i);
      }
    }
  }

  void committed() {
    if (!notes.isEmpty()) {
      listener.committed(List.copyOf(notes));
      notes.clear();
      partitions.clear();
    }
  }
}
