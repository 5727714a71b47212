/**
 * The only translator between Avro and {@code core}: inputs, journal, checkpoints, outputs, and a
 * definition's functions over encoded bytes.
 *
 * <p>For engine developers. Uses {@code core}, the schemas and {@code serde}; knows no topology,
 * consumer or producer.
 */
@NullMarked
package dev.sagas.orchestrator.wire;

import org.jspecify.annotations.NullMarked;
