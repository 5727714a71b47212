/**
 * The REST API: its routes, and what each of them answers.
 *
 * <p>The entry is {@link dev.sagas.http.api.ApiRoutes}. For the server. May use {@code
 * dev.sagas.operate}, the engine's vocabulary, {@code exchange} and {@code cluster}.
 */
@NullMarked
package dev.sagas.http.api;

import org.jspecify.annotations.NullMarked;
