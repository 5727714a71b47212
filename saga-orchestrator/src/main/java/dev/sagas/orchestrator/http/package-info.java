/**
 * Serves the orchestrator's health over HTTP.
 *
 * <p>The entry is {@link dev.sagas.orchestrator.http.HealthServer}. For operators. May use {@code
 * dev.sagas.operate} and Javalin.
 */
@NullMarked
package dev.sagas.orchestrator.http;

import org.jspecify.annotations.NullMarked;
