/**
 * Keeps an index of live sagas in memory, so that lists and counts need no reading of topics.
 *
 * <p>The entry is {@link dev.sagas.index.live.LiveIndex}. For the orchestrator, which feeds it with
 * what is committed, and for HTTP, which asks it. May use the engine; pure apart from locks.
 */
@NullMarked
package dev.sagas.index.live;

import org.jspecify.annotations.NullMarked;
