package dev.sagas.index.live;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * The newest actions of operators that one instance committed.
 *
 * <ul>
 *   <li>Bounded: the {@value #LIMIT} newest ones. Those from before the instance took up a
 *       partition are in the journal alone; {@link #sinceMs} says from when on nothing is missing.
 *   <li>Thread-safe.
 * </ul>
 */
public final class ActionBoard {
  /** How many are kept. */
  public static final int LIMIT = 1_000;

  private final Deque<AppliedAction> newestFirst = new ArrayDeque<>();
  private OptionalLong sinceMs = OptionalLong.empty();

  /** A partition was taken up: what another instance did in it before is not known. */
  public synchronized void opened(long atMs) {
    sinceMs = OptionalLong.of(Math.max(atMs, sinceMs.orElse(atMs)));
  }

  /** A saga changed by these events. */
  public void changed(SagaState after, List<SagaEvent> events) {
    events.forEach(event -> AppliedAction.of(event, after).ifPresent(this::add));
  }

  private synchronized void add(AppliedAction action) {
    newestFirst.addFirst(action);
    if (newestFirst.size() > LIMIT) {
      opened(newestFirst.removeLast().atMs());
    }
  }

  /** The newest first. */
  public synchronized List<AppliedAction> newest() {
    return new ArrayList<>(newestFirst);
  }

  /** From when on all actions are here, epoch ms; empty before there is a partition. */
  public synchronized OptionalLong sinceMs() {
    return sinceMs;
  }
}
