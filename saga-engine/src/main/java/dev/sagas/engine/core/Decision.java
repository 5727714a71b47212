package dev.sagas.engine.core;

import java.util.List;

/** The result of an input. */
public sealed interface Decision {
  /** Dispatches by kind; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

  /**
   * One method for each kind of decision.
   *
   * @param <R> what the visitor makes of it
   */
  interface Visitor<R> {
    R accepted(Accepted decision);

    R rejected(Rejected decision);

    R forgotten(Forgotten decision);
  }

  /**
   * The saga changes.
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

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.accepted(this);
    }
  }

  /** Nothing changes, for a reason. */
  record Rejected(Rejection reason, String message) implements Decision {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rejected(this);
    }
  }

  /** The tombstone has expired (R21). */
  record Forgotten() implements Decision {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.forgotten(this);
    }
  }
}
