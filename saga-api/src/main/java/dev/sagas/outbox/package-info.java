/**
 * Starting and signalling sagas in the same transaction as a change of the service's own database.
 *
 * <p>For services that have their own database. Uses the client's records and connections, the
 * protocol's identifiers, the serde package, JDBC and Kafka's producer.
 */
@NullMarked
package dev.sagas.outbox;

import org.jspecify.annotations.NullMarked;
