package dev.sagas.orchestrator.wire;

import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.protocol.SagaId;
import java.util.Optional;

/** What was read from a record. */
public sealed interface Inbound {
  /** An input for a saga. */
  record Input(SagaInput input) implements Inbound {}

  /**
   * The record says nothing that can be applied.
   *
   * @param sagaId if at least that can be told
   */
  record Unreadable(DeadLetterCode code, String message, Optional<SagaId> sagaId)
      implements Inbound {}
}
