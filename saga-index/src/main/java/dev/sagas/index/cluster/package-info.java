/**
 * Which instance has which partition, and what an instance has stored.
 *
 * <p>The entries are {@link dev.sagas.index.cluster.Membership} and {@link
 * dev.sagas.index.cluster.SagaStore}. For the orchestrator, which knows it, and for HTTP, which
 * asks.
 */
@NullMarked
package dev.sagas.index.cluster;

import org.jspecify.annotations.NullMarked;
