package dev.sagas.http.api;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The listeners of one instance. Thread-safe.
 *
 * <ul>
 *   <li>Each takes a thread of the server for as long as it listens, so their number is bounded.
 * </ul>
 */
public final class EventHub implements AutoCloseable {
  /** How many may listen at once by default. */
  public static final int DEFAULT_LISTENERS = 50;

  /** How many may be configured: the server has threads for other requests left. */
  public static final int MAX_LISTENERS = 150;

  private final int most;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private boolean closed;

  /** A hub for at most so many listeners. */
  public EventHub(int most) {
    this.most = most;
  }

  /** False if there are as many as there may be. */
  synchronized boolean add(EventStream stream) {
    return !closed && open.size() < most && open.add(stream);
  }

  void remove(EventStream stream) {
    open.remove(stream);
  }

  /** How many listen. */
  int size() {
    return open.size();
  }

  /** Ends all streams; those who listened come back to another instance, or later. */
  @Override
  public synchronized void close() {
    closed = true;
    open.forEach(EventStream::end);
  }
}
