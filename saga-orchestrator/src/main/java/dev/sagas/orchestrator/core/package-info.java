/**
 * What a saga does next: pure functions from state and input to events and effects.
 *
 * <p>For engine developers. Uses the definition language and the protocol's identifiers; imports no
 * Kafka, Avro I/O, clock, randomness, threads or logging. {@link
 * dev.sagas.orchestrator.core.SagaDecider} decides, {@link dev.sagas.orchestrator.core.SagaEvolver}
 * folds events into state and emits nothing, so that a replay can never send.
 */
@NullMarked
package dev.sagas.orchestrator.core;

import org.jspecify.annotations.NullMarked;
