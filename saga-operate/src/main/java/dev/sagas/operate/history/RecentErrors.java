package dev.sagas.operate.history;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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

  /** A saga of a partition changed by these events; called in the order of its changes. */
  public void changed(int partition, SagaState after, List<SagaEvent> events) {
    SagaId saga = after.identity().id();
    if (after.status().isTerminal()) {
      bySaga.remove(saga);
      return;
    }
    Map<StepName, StepError> errors = StepError.newest(events, after.updatedAtMs());
    if (!errors.isEmpty()) {
      bySaga
          .computeIfAbsent(saga, each -> new OfSaga(partition, new ConcurrentHashMap<>()))
          .errors()
          .putAll(errors);
      dropWhatIsTooMuch(saga);
    }
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
