package dev.sagas.engine.wire;

import dev.sagas.engine.core.SagaInput;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import java.util.function.Consumer;

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

  /** Does one thing with an input, another with a record that cannot be applied. */
  default void ifReadable(Consumer<SagaInput> readable, Consumer<Unreadable> unreadable) {
    accept(
        new Visitor<Optional<Void>>() {
          @Override
          public Optional<Void> input(Input read) {
            readable.accept(read.input());
            return Optional.empty();
          }

          @Override
          public Optional<Void> unreadable(Unreadable read) {
            unreadable.accept(read);
            return Optional.empty();
          }
        });
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
