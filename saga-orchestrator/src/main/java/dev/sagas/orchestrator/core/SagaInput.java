package dev.sagas.orchestrator.core;

import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepOutcome;
import java.util.Map;
import java.util.OptionalInt;

/** Something that may move one saga on. */
public sealed interface SagaInput {
  /** The saga that it is about. */
  SagaId sagaId();

  /**
   * A request to start a saga.
   *
   * @param run the run id that an accepted start would have
   * @param type as it stands in the header: need not be known, nor even well-formed
   * @param version asked for; the newest if empty
   * @param payload the request's value in wire format
   */
  record Start(
      SagaId sagaId,
      RunId run,
      String type,
      OptionalInt version,
      Bytes payload,
      Map<String, String> labels)
      implements SagaInput {
    public Start {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * A participant's answer.
   *
   * @param payload the reply's value in wire format
   * @param payloadType full name of the reply record
   * @param errorCode empty for a success
   * @param errorMessage empty for a success
   */
  record Reply(
      CommandId inReplyTo,
      StepOutcome outcome,
      Bytes payload,
      String payloadType,
      String errorCode,
      String errorMessage)
      implements SagaInput {
    @Override
    public SagaId sagaId() {
      return inReplyTo.key().sagaId();
    }
  }

  /** The saga's timer rang. What is due follows from the state and the time. */
  record TimerDue(SagaId sagaId) implements SagaInput {}
}
