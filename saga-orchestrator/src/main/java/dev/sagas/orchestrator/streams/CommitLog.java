package dev.sagas.orchestrator.streams;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps what each stream thread has changed since its last commit, and passes it on once that is
 * committed.
 *
 * <ul>
 *   <li>A stream thread has one transaction at a time, for all its partitions, and commits it on
 *       itself: so what is pending is pending of the calling thread.
 *   <li>Thread-safe. Without listeners it keeps nothing.
 * </ul>
 */
public final class CommitLog {
  private final List<CommitListener> listeners;
  private final Map<Thread, List<Uncommitted>> pending = new ConcurrentHashMap<>();
  private final Map<Thread, SagaChange.Input> inputs = new ConcurrentHashMap<>();

  /** Passes on to these, in their order. */
  public CommitLog(List<CommitListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /** Passes nothing on. */
  public static CommitLog none() {
    return new CommitLog(List.of());
  }

  boolean isIdle() {
    return listeners.isEmpty();
  }

  void opened(int partition) {
    listeners.forEach(listener -> listener.opened(partition));
  }

  /** What it has changed and not committed is of no account any more. */
  void closed(int partition) {
    own().forEach(notes -> notes.drop(partition));
    listeners.forEach(listener -> listener.closed(partition));
  }

  /** What the calling thread changes from now on, it changes because of that record. */
  void begun(SagaChange.Input input) {
    if (!isIdle()) {
      inputs.put(Thread.currentThread(), input);
    }
  }

  /** The calling thread is done with that record. */
  void done() {
    if (!isIdle()) {
      inputs.remove(Thread.currentThread());
    }
  }

  /** The record that the calling thread processes; empty if it is a timer. */
  Optional<SagaChange.Input> input() {
    return Optional.ofNullable(inputs.get(Thread.currentThread()));
  }

  void changed(SagaChange change) {
    if (!isIdle()) {
      pending
          .computeIfAbsent(Thread.currentThread(), thread -> none(listeners))
          .forEach(notes -> notes.add(change));
    }
  }

  /** The calling thread's transaction was committed. */
  void committed() {
    own().forEach(Uncommitted::committed);
  }

  private List<Uncommitted> own() {
    return pending.getOrDefault(Thread.currentThread(), List.of());
  }

  private static List<Uncommitted> none(List<CommitListener> listeners) {
    return listeners.stream().map(CommitListener::uncommitted).toList();
  }

  /** The calling thread's transaction was aborted, or its producer closed. */
  void aborted() {
    pending.remove(Thread.currentThread());
  }
}
