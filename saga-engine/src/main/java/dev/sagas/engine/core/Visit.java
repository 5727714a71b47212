package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;

/**
 * One use of the transition table within a decision.
 *
 * @param from a {@link StepStatus} or {@link SagaStatus}
 * @param trigger a {@link StepTrigger} or {@link SagaTrigger}
 * @param to the status that the rule led to
 */
public record Visit(Enum<?> from, Enum<?> trigger, Enum<?> to) {}
