/**
 * Decides what a saga does next: pure functions from state and input to events and effects.
 *
 * <p>The entries are {@link dev.sagas.engine.core.SagaDecider}, which decides, and {@link
 * dev.sagas.engine.core.SagaEvolver}, which folds events into state and emits nothing, so that a
 * replay can never send. For engine developers. May use the definition language and the protocol's
 * identifiers; imports no Kafka, Avro I/O, clock, randomness, threads or logging.
 */
@NullMarked
package dev.sagas.engine.core;

import org.jspecify.annotations.NullMarked;
