package dev.sagas.index.live;

import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.Map;

/**
 * What the index knows of a live saga.
 *
 * @param waits why it waits, what holds it as a whole first; never empty for a state that this
 *     version of the engine wrote
 * @param startedAtMs epoch ms
 * @param updatedAtMs time of the last transition, epoch ms
 */
public record LiveSaga(
    SagaId id,
    DefinitionVersion definition,
    SagaStatus status,
    long revision,
    long startedAtMs,
    long updatedAtMs,
    Map<String, String> labels,
    List<LiveWait> waits) {
  public LiveSaga {
    labels = Map.copyOf(labels);
    waits = List.copyOf(waits);
  }

  /** What the index would know of a saga, ended or not. */
  public static LiveSaga of(SagaState state) {
    return new SagaReader().read(state);
  }

  /** Since when it has waited for its first reason, epoch ms. */
  public long sinceMs() {
    return waits.isEmpty() ? updatedAtMs : waits.get(0).sinceMs();
  }

  /** What it is counted as. */
  CountKey counted() {
    return new CountKey(definition, status, waits.stream().findFirst().map(LiveWait::key));
  }
}
