/**
 * What becomes of an input: decided, encoded and checked as a whole, before anything is stored or
 * sent.
 *
 * <p>For those who run sagas: Kafka Streams, the test kit in memory, the simulator. They call
 * {@link dev.sagas.orchestrator.engine.Engine} and do what its {@link
 * dev.sagas.orchestrator.engine.Outcome} says. Uses {@code core} and {@code wire}. Nothing else
 * encodes a transition, and nothing else refuses an input.
 */
@NullMarked
package dev.sagas.orchestrator.engine;

import org.jspecify.annotations.NullMarked;
