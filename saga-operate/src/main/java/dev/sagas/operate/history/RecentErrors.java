package dev.sagas.operate.history;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest error of each step of live sagas, as they were committed, so that nobody must search
 * the journal for them.
 *
 * <ul>
 *   <li>Bounded: of too many sagas with errors, any is dropped. An absent one is not known to have
 *       had no error.
 *   <li>Thread-safe, and quick for a saga without errors.
 * </ul>
 */
public final class RecentErrors {
  private final int limit;
  private final Map<SagaId, OfSaga> bySaga = new ConcurrentHashMap<>();

  private record OfSaga(int partition, Map<StepName, StepError> errors) {}

  /**
   * Knows nothing yet.
   *
   * @param limit of how many sagas at most, 1 or more
   */
  public RecentErrors(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("Expected a limit of 1 saga or more, but got " + limit);
    }
    this.limit = limit;
  }

  /**
   * What a transition changes here.
   *
   * @param ended whether the saga has ended
   * @param errors the newest of each step that had one
   */
  public record Change(int partition, SagaId saga, boolean ended, Map<StepName, StepError> errors) {
    public Change {
      errors = Map.copyOf(errors);
    }

    /** What these events changed; empty if nothing. */
    public static Optional<Change> of(int partition, SagaState after, List<SagaEvent> events) {
      boolean ended = after.status().isTerminal();
      Map<StepName, StepError> errors =
          ended ? Map.of() : StepError.newest(events, after.updatedAtMs());
      return ended || !errors.isEmpty()
          ? Optional.of(new Change(partition, after.identity().id(), ended, errors))
          : Optional.empty();
    }
  }

  /** A saga changed; called in the order of its changes. */
  public void changed(Change change) {
    SagaId saga = change.saga();
    if (change.ended()) {
      bySaga.remove(saga);
      return;
    }
    bySaga
        .computeIfAbsent(saga, each -> new OfSaga(change.partition(), new ConcurrentHashMap<>()))
        .errors()
        .putAll(change.errors());
    dropWhatIsTooMuch(saga);
  }

  /** A partition has left: its sagas change elsewhere from now on. */
  public void left(int partition) {
    bySaga.values().removeIf(known -> known.partition() == partition);
  }

  private void dropWhatIsTooMuch(SagaId newest) {
    Iterator<SagaId> any = bySaga.keySet().iterator();
    while (bySaga.size() > limit && any.hasNext()) {
      SagaId dropped = any.next();
      if (!dropped.equals(newest)) {
        bySaga.remove(dropped);
      }
    }
  }

  /** Those of a saga, by step; empty if none is known. */
  public Map<StepName, StepError> of(SagaId saga) {
    OfSaga known = bySaga.get(saga);
    return known == null ? Map.of() : Map.copyOf(known.errors());
  }

  /** How many sagas it knows errors of. */
  int size() {
    return bySaga.size();
  }
}
