/**
 * A schema registry inside the process, for tests and dev mode.
 *
 * <p>For running sagas without a registry. Uses {@code dev.sagas.serde}, Kafka's clients, Avro,
 * Jackson and Javalin.
 */
@NullMarked
package dev.sagas.dev.registry;

import org.jspecify.annotations.NullMarked;
