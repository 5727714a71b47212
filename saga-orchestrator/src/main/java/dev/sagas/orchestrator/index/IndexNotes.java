package dev.sagas.orchestrator.index;

import dev.sagas.index.live.CommittedState;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.orchestrator.streams.Uncommitted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** What the index learns of one thread's changes once they are committed. */
final class IndexNotes implements Uncommitted {
  private final LiveIndex index;
  private final LongConsumer visibleAfterNanos;
  private final List<Partition> partitions = new ArrayList<>();

  /**
   * Notes nothing yet.
   *
   * @param visibleAfterNanos learns how long each commit took to be shown
   */
  IndexNotes(LiveIndex index, LongConsumer visibleAfterNanos) {
    this.index = index;
    this.visibleAfterNanos = visibleAfterNanos;
  }

  /** The states of one partition, and what is counted of them, in the same order. */
  private static final class Partition {
    private final int number;
    private final List<CommittedState> states = new ArrayList<>();
    private final List<CountedTransition> counted = new ArrayList<>();

    Partition(int number) {
      this.number = number;
    }

    void clear() {
      states.clear();
      counted.clear();
    }
  }

  @Override
  public void add(SagaChange change) {
    change.accept(notes);
  }

  private final SagaChange.Visitor<IndexNotes> notes =
      new SagaChange.Visitor<>() {
        @Override
        public IndexNotes written(SagaChange.Written change) {
          Partition partition = partition(change.partition());
          partition.states.add(CommittedState.of(change.after()));
          partition.counted.add(CountedTransition.of(change));
          return IndexNotes.this;
        }

        @Override
        public IndexNotes forgotten(SagaChange.Forgotten change) {
          return IndexNotes.this; // it left the index when it ended
        }

        @Override
        public IndexNotes refused(SagaChange.Refused change) {
          return IndexNotes.this;
        }
      };

  /** A thread has few of them. */
  private Partition partition(int number) {
    for (Partition known : partitions) {
      if (known.number == number) {
        return known;
      }
    }
    Partition added = new Partition(number);
    partitions.add(added);
    return added;
  }

  @Override
  public void drop(int partition) {
    partitions.removeIf(own -> own.number == partition);
  }

  @Override
  public void committed() {
    long beganNanos = System.nanoTime();
    boolean any = false;
    for (Partition partition : partitions) {
      if (!partition.states.isEmpty()) {
        any = true;
        index.committed(partition.number, partition.states);
        for (CountedTransition transition : partition.counted) {
          transition.apply(index);
        }
        partition.clear();
      }
    }
    if (any) {
      visibleAfterNanos.accept(System.nanoTime() - beganNanos);
    }
  }
}
