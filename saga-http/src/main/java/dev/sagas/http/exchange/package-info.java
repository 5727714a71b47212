/**
 * One HTTP request and its answer, without the HTTP server: parameters with their bounds, answers,
 * problems.
 *
 * <p>The entry is {@link dev.sagas.http.exchange.Route}. For the packages that answer requests. May
 * use Jackson.
 */
@NullMarked
package dev.sagas.http.exchange;

import org.jspecify.annotations.NullMarked;
