package dev.sagas.orchestrator.streams;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;
import java.util.List;
import java.util.Optional;

/** What became of one input of one partition, or of one timer. */
public sealed interface SagaChange {
  /** The partition that it belongs to. */
  int partition();

  /** Dispatches by kind; a missing case fails to compile. */
  <R> R accept(Visitor<R> visitor);

  /**
   * One method for each kind of change.
   *
   * @param <R> what the visitor makes of it
   */
  interface Visitor<R> {
    R written(Written change);

    R forgotten(Forgotten change);

    R refused(Refused change);
  }

  /**
   * What is known of the record that caused a change.
   *
   * @param writtenAtMs by its writer's clock, epoch ms
   * @param traceParent its W3C trace context, as it came
   */
  record Input(long writtenAtMs, Optional<String> traceParent) {}

  /**
   * Who asked for a change.
   *
   * @param by as the start or the signal says
   * @param signal its name; empty for a start
   */
  record Request(String by, Optional<SignalName> signal) {}

  /**
   * A saga's checkpoint was written.
   *
   * @param before the state before; empty for a start, and if it is not in memory any more
   * @param events what happened; empty if the checkpoint was rebuilt, or only its timer moved
   * @param input the record that caused it; empty if a timer did
   * @param request who asked for it, if the applied input says so
   */
  record Written(
      int partition,
      Optional<SagaState> before,
      SagaState after,
      List<SagaEvent> events,
      Optional<Input> input,
      Optional<Request> request)
      implements SagaChange {
    public Written {
      events = List.copyOf(events);
    }

    /** One that no record caused. */
    public Written(
        int partition, Optional<SagaState> before, SagaState after, List<SagaEvent> events) {
      this(partition, before, after, events, Optional.empty(), Optional.empty());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.written(this);
    }
  }

  /** An ended saga's tombstone has left the store (R21). */
  record Forgotten(int partition, SagaId id) implements SagaChange {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.forgotten(this);
    }
  }

  /**
   * An input changed no state.
   *
   * @param code as in {@link dev.sagas.engine.Outcome.Reason}
   * @param deadLettered whether the input was kept as a dead letter
   */
  record Refused(int partition, String code, boolean deadLettered) implements SagaChange {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.refused(this);
    }
  }
}
