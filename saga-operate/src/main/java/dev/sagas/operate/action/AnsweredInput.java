package dev.sagas.operate.action;

import dev.sagas.engine.core.OperationKind;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;

/**
 * What was sent to a saga.
 *
 * @param what the operation's kind, or {@code SIGNAL} and the signal's name
 * @param operationId empty text for a signal
 */
public record AnsweredInput(SagaId saga, String what, String operationId) {
  /** An operation. */
  public static AnsweredInput operation(SagaId saga, OperationKind kind, String operationId) {
    return new AnsweredInput(saga, kind.name(), operationId);
  }

  /** A signal. */
  public static AnsweredInput signal(SagaId saga, SignalName signal) {
    return new AnsweredInput(saga, "SIGNAL " + signal, "");
  }
}
