/**
 * Handles one input of one saga: decides, encodes and checks a transition as a whole, before
 * anything is stored or sent.
 *
 * <p>The entry is {@link dev.sagas.engine.Engine}; its {@link dev.sagas.engine.Outcome} says what
 * the caller stores and sends. For everything that runs sagas: Kafka Streams, the test kit in
 * memory, the simulator. May use {@code core} and {@code wire}. Nothing else encodes a transition,
 * and nothing else refuses an input.
 */
@NullMarked
package dev.sagas.engine;

import org.jspecify.annotations.NullMarked;
