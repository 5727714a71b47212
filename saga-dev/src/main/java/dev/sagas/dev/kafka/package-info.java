/**
 * A real Kafka broker on this machine: in this process, or in one of its own that can be killed.
 *
 * <p>For tests and for running everything on one machine. Not for production: one node, one
 * replica, no security. Uses Kafka's server classes.
 */
@NullMarked
package dev.sagas.dev.kafka;

import org.jspecify.annotations.NullMarked;
