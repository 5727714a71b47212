package dev.sagas.index.live;

import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.util.List;

/**
 * A change of a saga that was committed.
 *
 * @param atMs time of the transition, epoch ms
 * @param waits why it waits now; empty if it has ended
 */
public record SagaChanged(
    SagaId id,
    DefinitionVersion definition,
    SagaStatus status,
    long revision,
    long atMs,
    List<WaitKey> waits) {
  public SagaChanged {
    waits = List.copyOf(waits);
  }

  static SagaChanged of(LiveSaga saga) {
    return new SagaChanged(
        saga.id(),
        saga.definition(),
        saga.status(),
        saga.revision(),
        saga.updatedAtMs(),
        saga.waits().stream().map(LiveWait::key).toList());
  }
}
