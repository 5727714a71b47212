/**
 * Proves from the topics that every saga has an unbroken chain, that each command is journaled,
 * that undo ran in order and that checkpoints equal the journal; and computes statistics while
 * reading.
 *
 * <p>The entry is {@link dev.sagas.audit.Audit}. For the command line and HTTP. May use the engine,
 * RocksDB for accounts on disk, HdrHistogram and Kafka's clients; the checks themselves are pure.
 */
@NullMarked
package dev.sagas.audit;

import org.jspecify.annotations.NullMarked;
