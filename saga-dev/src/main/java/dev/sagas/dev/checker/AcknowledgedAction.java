package dev.sagas.dev.checker;

import dev.sagas.protocol.SagaId;

/**
 * An operator's action of which the operator was assured that it was applied.
 *
 * @param sagaId the saga
 * @param operationId the id of the operation
 */
public record AcknowledgedAction(SagaId sagaId, String operationId) {}
