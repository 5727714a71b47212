/**
 * Traces sagas with OpenTelemetry: a span for the saga, each step and each attempt, made once it is
 * committed that they are over.
 *
 * <p>The entry is {@link dev.sagas.orchestrator.tracing.SagaTracing}. For operators. May use {@code
 * streams}, the engine's core, the protocol and OpenTelemetry.
 */
@NullMarked
package dev.sagas.orchestrator.tracing;

import org.jspecify.annotations.NullMarked;
