/**
 * Conversion of Avro records to and from Confluent's wire format, and the client for the schema
 * registry.
 *
 * <p>For the engine, participants and clients, which use {@link dev.sagas.serde.AvroCodec}, and for
 * services that configure Kafka's own clients with {@link dev.sagas.serde.SagaAvroSerializer} and
 * {@link dev.sagas.serde.SagaAvroDeserializer}. Uses the protocol's vocabulary, Kafka's clients,
 * Avro, and Jackson for the registry's JSON.
 */
@NullMarked
package dev.sagas.serde;

import org.jspecify.annotations.NullMarked;
