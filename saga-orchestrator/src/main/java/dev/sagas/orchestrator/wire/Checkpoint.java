package dev.sagas.orchestrator.wire;

import dev.sagas.orchestrator.core.SagaState;

/**
 * What the store holds for one saga.
 *
 * @param timerAtMs due time of the saga's one entry in the timer store, epoch ms; 0 if there is
 *     none
 */
public record Checkpoint(SagaState state, long timerAtMs) {}
