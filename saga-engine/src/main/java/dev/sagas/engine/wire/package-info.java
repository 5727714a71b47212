/**
 * Translates between Avro and {@code core}: inputs, journal, checkpoints, outputs, and a
 * definition's functions over encoded bytes. Nothing else does.
 *
 * <p>The entries are {@link dev.sagas.engine.wire.InboundReader}, {@link
 * dev.sagas.engine.wire.OutputWriter}, {@link dev.sagas.engine.wire.JournalCodec} and {@link
 * dev.sagas.engine.wire.CheckpointCodec}. For engine developers. May use {@code core}, the schemas
 * and {@code serde}; knows no topology, consumer or producer.
 */
@NullMarked
package dev.sagas.engine.wire;

import org.jspecify.annotations.NullMarked;
