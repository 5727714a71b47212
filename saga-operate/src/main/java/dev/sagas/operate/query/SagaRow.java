package dev.sagas.operate.query;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.WaitReasons;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.WaitReason;
import java.util.List;

/**
 * A summary of a saga.
 *
 * @param sinceMs since when it waits for the first matching reason, or else since when its state
 *     has not changed, epoch ms
 * @param reasons why it waits; empty once it has ended
 */
public record SagaRow(
    SagaIdentity identity, SagaStatus status, long sinceMs, List<WaitReason> reasons) {
  public SagaRow {
    reasons = List.copyOf(reasons);
  }

  static SagaRow of(SagaState state, long sinceMs) {
    return new SagaRow(state.identity(), state.status(), sinceMs, WaitReasons.of(state));
  }
}
