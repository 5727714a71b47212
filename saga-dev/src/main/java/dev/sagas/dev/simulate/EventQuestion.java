package dev.sagas.dev.simulate;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SelectiveEventVisitor;

/** Asks whether an event is of some kind. The answer for all other kinds is no. */
abstract class EventQuestion extends SelectiveEventVisitor<Boolean> {
  @Override
  protected final Boolean other(SagaEvent event) {
    return false;
  }
}
