/**
 * Keeps the index of live sagas up to date with what the engine commits.
 *
 * <p>The entry is {@link dev.sagas.orchestrator.index.IndexFeeder}. For {@code app}. May use {@code
 * streams}, the index and the engine's state.
 */
@NullMarked
package dev.sagas.orchestrator.index;

import org.jspecify.annotations.NullMarked;
