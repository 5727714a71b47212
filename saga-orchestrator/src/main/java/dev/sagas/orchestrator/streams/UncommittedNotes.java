package dev.sagas.orchestrator.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps one note of each change that is worth one.
 *
 * @param <N> what is noted
 */
public final class UncommittedNotes<N> implements Uncommitted {
  private final Function<SagaChange, Optional<N>> read;
  private final Consumer<List<N>> sink;
  private final List<N> notes = new ArrayList<>();
  private final List<Integer> partitions = new ArrayList<>();

  /**
   * Keeps notes.
   *
   * @param read what is noted of a change
   * @param sink takes what is committed, in order; never an empty list
   */
  public UncommittedNotes(Function<SagaChange, Optional<N>> read, Consumer<List<N>> sink) {
    this.read = read;
    this.sink = sink;
  }

  @Override
  public void add(SagaChange change) {
    Optional<N> note = read.apply(change);
    if (note.isPresent()) {
      notes.add(note.get());
      partitions.add(change.partition());
    }
  }

  @Override
  public void drop(int partition) {
    for (int i = notes.size() - 1; i >= 0; i--) {
      if (partitions.get(i) == partition) {
        notes.remove(i);
        partitions.remove(i);
      }
    }
  }

  @Override
  public void committed() {
    if (!notes.isEmpty()) {
      sink.accept(List.copyOf(notes));
      notes.clear();
      partitions.clear();
    }
  }
}
