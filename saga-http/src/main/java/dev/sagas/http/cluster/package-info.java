/**
 * Asks the other instances of the orchestrator, and merges what they answer.
 *
 * <p>The entry is {@link dev.sagas.http.cluster.Peers}. For the REST API. May use the index and
 * {@code exchange}.
 */
@NullMarked
package dev.sagas.http.cluster;

import org.jspecify.annotations.NullMarked;
