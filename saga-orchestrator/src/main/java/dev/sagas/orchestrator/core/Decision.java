package dev.sagas.orchestrator.core;

import java.util.List;

/** What becomes of an input. */
public sealed interface Decision {
  /**
   * The saga moves on.
   *
   * @param state after the events, not yet chained
   * @param visits the transitions of the state machines that led there
   */
  record Accepted(
      SagaState state, List<SagaEvent> events, List<SagaEffect> effects, List<Visit> visits)
      implements Decision {
    public Accepted {
      events = List.copyOf(events);
      effects = List.copyOf(effects);
      visits = List.copyOf(visits);
    }
  }

  /** Nothing changes, for a reason. */
  record Rejected(Rejection reason, String message) implements Decision {}

  /** The tombstone's time is over (R21). */
  record Forgotten() implements Decision {}
}
