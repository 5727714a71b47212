package dev.sagas.orchestrator.core;

/**
 * Who wants an operation, and why (R16).
 *
 * @param operationId tells a redelivered operation from a new one
 */
public record OperatorOrder(String operationId, String actor, String reason) {}
