/**
 * Starting and signalling sagas and awaiting their outcome over Kafka.
 *
 * <p>For services that start or signal sagas. Uses the protocol's identifiers, the serde package
 * and Kafka's clients.
 */
@NullMarked
package dev.sagas.client;

import org.jspecify.annotations.NullMarked;
