package dev.sagas.index.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Notifies listeners of the changes of one instance's sagas. Thread-safe.
 *
 * <ul>
 *   <li>Listeners are called on the thread that committed: they must not block and must not throw.
 *   <li>Without listeners a change costs nothing.
 * </ul>
 */
public final class LiveChanges {
  private final List<Consumer<SagaChanged>> listeners = new CopyOnWriteArrayList<>();

  /** Adds a listener; all listeners are notified. */
  public void add(Consumer<SagaChanged> listener) {
    listeners.add(listener);
  }

  /** Removes a listener. */
  public void remove(Consumer<SagaChanged> listener) {
    listeners.remove(listener);
  }

  /** False if nobody listens: a change need not even be made then. */
  boolean isHeard() {
    return !listeners.isEmpty();
  }

  void publish(SagaChanged change) {
    listeners.forEach(listener -> listener.accept(change));
  }
}
