package dev.sagas.testkit.author;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.schema.SagaOutcome;
import java.util.List;
import java.util.Optional;

/** What becomes of an input. */
sealed interface Turned {
  /**
   * The saga moves on, once this is committed.
   *
   * @param checkpoint what the store would hold
   * @param commands as they are sent
   */
  record Moved(
      SagaState state,
      Bytes checkpoint,
      List<SagaEvent> events,
      List<OutboundRecord> commands,
      Optional<SagaOutcome> outcome)
      implements Turned {
    public Moved {
      events = List.copyOf(events);
      commands = List.copyOf(commands);
    }
  }

  /**
   * Nothing changes.
   *
   * @param code name of a {@link dev.sagas.orchestrator.core.Rejection}, or of what keeps the first
   *     transition from being written
   */
  record Ignored(String code, String message) implements Turned {}
}
