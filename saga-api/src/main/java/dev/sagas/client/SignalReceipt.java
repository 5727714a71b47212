package dev.sagas.client;

import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SignalName;

/**
 * A signal that Kafka has acknowledged; the orchestrator has not necessarily seen it.
 *
 * @param topic where the signal is
 * @param partition where the signal is
 * @param offset where the signal is
 */
public record SignalReceipt(
    SagaId sagaId, SignalName signal, String topic, int partition, long offset) {}
