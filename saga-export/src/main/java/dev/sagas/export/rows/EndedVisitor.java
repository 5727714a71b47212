package dev.sagas.export.rows;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;

/** Whether an event ends a run. */
final class EndedVisitor extends SelectiveEventVisitor<Boolean> {
  static final EndedVisitor INSTANCE = new EndedVisitor();

  private EndedVisitor() {}

  @Override
  protected Boolean other(SagaEvent event) {
    return false;
  }

  @Override
  public Boolean ended(SagaEvent.Ended event) {
    return true;
  }
}
