/**
 * Serves what operators ask and do over HTTP.
 *
 * <p>The entry is {@link dev.sagas.http.SagaServer}. For the orchestrator. May use {@code
 * dev.sagas.operate}, the packages below this one and Javalin.
 */
@NullMarked
package dev.sagas.http;

import org.jspecify.annotations.NullMarked;
