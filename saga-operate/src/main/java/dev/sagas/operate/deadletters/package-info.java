/**
 * Lists dead letters and redrives them to where they came from.
 *
 * <p>The entry is {@link dev.sagas.operate.deadletters.DeadLetters}. For the command line, HTTP and
 * the doctor. May use the engine's deployment and Kafka's clients.
 */
@NullMarked
package dev.sagas.operate.deadletters;

import org.jspecify.annotations.NullMarked;
