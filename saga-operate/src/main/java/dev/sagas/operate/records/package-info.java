/**
 * What answers need from topics beyond what operate reads: positions of the inputs, takeovers of
 * late, single records.
 *
 * <p>The entries are {@link dev.sagas.http.records.InputPositions}, {@link
 * dev.sagas.http.records.Recoveries} and {@link dev.sagas.http.records.RecordLookup}. For {@code
 * api}. May use the engine's deployment, Avro and Kafka's clients.
 */
@NullMarked
package dev.sagas.http.records;

import org.jspecify.annotations.NullMarked;
