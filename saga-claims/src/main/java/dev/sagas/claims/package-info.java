/**
 * Keeps large values of requests, commands, replies, signals and sagas' data in an object store;
 * their records carry claims (claim check).
 *
 * <p>The entry is {@link dev.sagas.claims.ObjectClaims}, which {@link dev.sagas.serde.AvroCodec}
 * opens where {@code claim.check.url} is configured. For orchestrators, participants and clients.
 * Uses serde and object stores.
 */
@NullMarked
package dev.sagas.claims;

import org.jspecify.annotations.NullMarked;
