/**
 * The external systems: a bank that charges cards and carriers that take parcels, behind an HTTP
 * interface with idempotency keys. Not a participant of any saga.
 *
 * <p>For readers who look for an example of the other side of a two-phase handler. Uses Javalin,
 * Jackson and the samples' {@code service} package.
 */
@NullMarked
package dev.sagas.samples.outside;

import org.jspecify.annotations.NullMarked;
