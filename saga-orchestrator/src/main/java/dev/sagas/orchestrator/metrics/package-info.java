/**
 * What an orchestrator measures of its sagas and of itself, in Micrometer, for Prometheus.
 *
 * <p>The entry is {@link dev.sagas.orchestrator.metrics.OrchestratorMetrics}; every metric is in
 * {@link dev.sagas.orchestrator.metrics.EngineMeter}. For operators, and for contributors who add a
 * metric. May use {@code streams}, the engine's core, reading of topics in {@code operate},
 * Micrometer and Kafka's clients.
 */
@NullMarked
package dev.sagas.orchestrator.metrics;

import org.jspecify.annotations.NullMarked;
