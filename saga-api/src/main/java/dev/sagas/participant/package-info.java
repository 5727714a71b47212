/**
 * What a service needs to take part in sagas: typed command handlers, and the fence that makes each
 * of them take effect once.
 *
 * <p>For authors of participants. Uses the protocol's identifiers, the serde package, Kafka's
 * clients and JDBC.
 */
@NullMarked
package dev.sagas.participant;

import org.jspecify.annotations.NullMarked;
