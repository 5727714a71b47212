/**
 * Runs the engine on Kafka Streams: one processor, its stores, durable timers, parking and
 * quarantine.
 *
 * <p>The entries are {@link dev.sagas.orchestrator.streams.SagaEngine} and {@link
 * dev.sagas.orchestrator.streams.EngineTopology}. Reads the store, calls the engine, puts and
 * forwards, in one Kafka transaction. For engine developers. May use the engine with its {@code
 * core}, {@code wire} and {@code deployment}, and Kafka Streams.
 */
@NullMarked
package dev.sagas.orchestrator.streams;

import org.jspecify.annotations.NullMarked;
