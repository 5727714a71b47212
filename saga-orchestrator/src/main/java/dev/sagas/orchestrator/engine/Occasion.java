package dev.sagas.orchestrator.engine;

import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.OutputWriter;

/** On what the engine acts: a record that came, or a timer that rang. */
public sealed interface Occasion permits Delivery, Ring {
  /** When it is handled, epoch ms. */
  long nowMs();

  /** Where what comes of it goes. */
  OutputWriter.Route route();

  /** What the journal says of it. */
  Cause cause(SagaInput input);

  /** Dispatches by what it is. */
  <R> R accept(Visitor<R> visitor);

  /**
   * One case for each kind of occasion.
   *
   * @param <R> what it gives
   */
  interface Visitor<R> {
    R delivery(Delivery occasion);

    R ring(Ring occasion);
  }
}
