/**
 * Finds single records of a saga that only HTTP shows.
 *
 * <p>The entry is {@link dev.sagas.http.records.CommandSearch}. For the routes. Uses the engine's
 * readers of topics.
 */
@NullMarked
package dev.sagas.http.records;

import org.jspecify.annotations.NullMarked;
