package dev.sagas.orchestrator.streams;

import dev.sagas.protocol.SagaId;
import java.util.concurrent.CompletableFuture;

/** Rebuilds a saga's state from its journal. Thread-safe. */
@FunctionalInterface
public interface Rebuilder {
  /**
   * Begins to rebuild a saga; returns at once.
   *
   * <ul>
   *   <li>Reads everything that the journal held when it was called.
   *   <li>Fails where the journal cannot be reached: it is to be tried again.
   * </ul>
   *
   * @param partition of the journal
   */
  CompletableFuture<RebuiltSaga> rebuild(SagaId id, int partition);
}
