/**
 * Rebuilds sagas from the journal: the history of a saga, its state at any point of the past, and a
 * replay of recorded inputs through today's definitions.
 *
 * <p>The entries are {@link dev.sagas.engine.journal.Replay}, {@link
 * dev.sagas.engine.journal.SagaHistory} and {@link dev.sagas.engine.journal.RecordedHistory}; only
 * the readers use Kafka, the folds are pure. For recovery, operators' tools and the test kit. May
 * use {@code core}, {@code wire}, {@code deployment} and {@code serde}.
 */
@NullMarked
package dev.sagas.engine.journal;

import org.jspecify.annotations.NullMarked;
