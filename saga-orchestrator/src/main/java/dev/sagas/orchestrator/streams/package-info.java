/**
 * The engine on Kafka Streams: one processor, its stores, durable timers and the topics.
 *
 * <p>For engine developers. Uses {@code core} and {@code wire}. Everything between reading an input
 * and committing its transition happens here, in one Kafka transaction.
 */
@NullMarked
package dev.sagas.orchestrator.streams;

import org.jspecify.annotations.NullMarked;
