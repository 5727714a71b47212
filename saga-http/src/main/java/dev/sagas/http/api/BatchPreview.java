package dev.sagas.http.api;

import dev.sagas.engine.core.SagaState;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.operate.bulk.BatchAction;
import dev.sagas.operate.bulk.SignalSelection;
import dev.sagas.operate.why.ActionPreview;
import dev.sagas.operate.why.KnownDefinition;

/** Says in words what a batch would do to a saga: of an operation by the engine's own decider. */
record BatchPreview(SagaState saga, KnownDefinition definitions, long nowMs)
    implements BatchAction.Visitor<String> {

  @Override
  public String operate(BatchAction.Operate operate) {
    ActionPreview.Ordered ordered = new ActionPreview.Ordered(operate.kind(), operate.step());
    return ActionPreview.of(saga, ordered, definitions, nowMs).text();
  }

  @Override
  public String send(BatchAction.Send send) {
    return new SignalSelection(send.order().signal()).preview(LiveSaga.of(saga));
  }
}
