package dev.sagas.orchestrator.streams;

import dev.sagas.engine.core.SagaState;
import java.util.Optional;

/** The result of rebuilding a saga from its journal. */
public sealed interface RebuiltSaga {
  /** Dispatches by kind; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

  /** Why the journal does not suffice; empty if it does. */
  Optional<String> problem();

  /**
   * One method for each kind.
   *
   * @param <R> what the visitor makes of it
   */
  interface Visitor<R> {
    R done(Done rebuilt);

    R impossible(Impossible rebuilt);
  }

  /** The journal proves this state: its chain is whole, from the run's first entry to its last. */
  record Done(SagaState state) implements RebuiltSaga {
    @Override
    public Optional<String> problem() {
      return Optional.empty();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.done(this);
    }
  }

  /** The journal does not suffice. */
  record Impossible(String reason) implements RebuiltSaga {
    @Override
    public Optional<String> problem() {
      return Optional.of(reason);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.impossible(this);
    }
  }
}
