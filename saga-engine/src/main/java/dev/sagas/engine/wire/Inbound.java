package dev.sagas.engine.wire;

import dev.sagas.engine.core.SagaInput;
import dev.sagas.protocol.SagaId;
import java.util.Optional;

/** What was read from a record. */
public sealed interface Inbound {
  /** Dispatches by kind; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

  /**
   * One method for each kind.
   *
   * @param <R> what the visitor makes of it
   */
  interface Visitor<R> {
    R input(Input read);

    R unreadable(Unreadable read);
  }

  /** An input for a saga. */
  record Input(SagaInput input) implements Inbound {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.input(this);
    }
  }

  /**
   * The record cannot be applied.
   *
   * @param sagaId if at least that is known
   */
  record Unreadable(DeadLetterCode code, String message, Optional<SagaId> sagaId)
      implements Inbound {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unreadable(this);
    }
  }
}
