/**
 * Avro records as bytes in Confluent's wire format, and the schema registry that knows them.
 *
 * <p>For the engine, participants and clients, which use {@link dev.sagas.serde.AvroCodec}, and for
 * anybody who configures Kafka's own clients with {@link dev.sagas.serde.SagaAvroSerializer} and
 * {@link dev.sagas.serde.SagaAvroDeserializer}. Uses the protocol's vocabulary, Kafka's clients,
 * Avro, and Jackson for the registry's JSON.
 */
@NullMarked
package dev.sagas.serde;

import org.jspecify.annotations.NullMarked;
