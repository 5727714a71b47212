package dev.sagas.engine;

import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.OutputWriter;

/** What the engine acts on: a record that arrived, or a timer that fired. */
public sealed interface Occasion permits ReceivedInput, FiredTimer {
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
    R received(ReceivedInput occasion);

    R firedTimer(FiredTimer occasion);
  }
}
