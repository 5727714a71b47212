/**
 * Reads positions of the inputs, takeovers of late, and single records from the topics.
 *
 * <p>The entries are {@link dev.sagas.operate.records.InputPositions}, {@link
 * dev.sagas.operate.records.Recoveries} and {@link dev.sagas.operate.records.RecordLookup}. For
 * HTTP. May use the engine's deployment, Avro and Kafka's clients.
 */
@NullMarked
package dev.sagas.operate.records;

import org.jspecify.annotations.NullMarked;
