package dev.sagas.orchestrator.engine;

import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.OutputWriter;
import java.util.Optional;

/**
 * A saga's timer rang, and is out of the queue.
 *
 * @param partition of the saga
 * @param nowMs when it is handled, epoch ms
 */
public record Ring(int partition, long nowMs) implements Occasion {
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
    return visitor.ring(this);
  }
}
