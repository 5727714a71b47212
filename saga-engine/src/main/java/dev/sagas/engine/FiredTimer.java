package dev.sagas.engine;

import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.OutputWriter;
import java.util.Optional;

/**
 * A saga's timer fired, and is out of the queue.
 *
 * @param partition of the saga
 * @param nowMs when it is handled, epoch ms
 */
public record FiredTimer(int partition, long nowMs) implements Occasion {
  @Override
  public OutputWriter.Route route() {
    return new OutputWriter.Route(partition, Optional.empty());
  }

  @Override
  public Cause cause(SagaInput input) {
    return Cause.TIMER;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.firedTimer(this);
  }
}
