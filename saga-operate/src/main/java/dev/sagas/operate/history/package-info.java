/**
 * What the journal tells of one saga: its entries, how it ended, the last error of each step.
 *
 * <p>The entries are {@link dev.sagas.operate.history.RunJournal}, which reads, and the records
 * that are computed from what it read. For the explanations of {@code why}, the command line and
 * HTTP. May use the engine, {@code query} and Kafka's clients.
 */
@NullMarked
package dev.sagas.operate.history;

import org.jspecify.annotations.NullMarked;
