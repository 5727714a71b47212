package dev.sagas.dev.simulate;

import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import java.util.List;

/**
 * One entry of a saga's journal; one without events tells that the saga was forgotten.
 *
 * @param atMs the transition's time, epoch ms
 */
record Transition(long atMs, ChainLink link, List<SagaEvent> events, List<SagaEffect> effects) {
  static Transition forgetting(long atMs) {
    return new Transition(atMs, ChainLink.START, List.of(), List.of());
  }

  boolean isForgetting() {
    return events.isEmpty();
  }
}
