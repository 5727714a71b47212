/**
 * Asks the other instances of the orchestrator, and merges what they answer.
 *
 * <p>The entry is {@link dev.sagas.http.cluster.Peers}. For the REST API, and for the sign-outs of
 * browsers. May use the index, {@code exchange} and {@code security}.
 */
@NullMarked
package dev.sagas.http.cluster;

import org.jspecify.annotations.NullMarked;
