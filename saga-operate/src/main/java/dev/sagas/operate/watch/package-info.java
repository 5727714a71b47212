/**
 * Keeps what explanations need, for a service that is asked often.
 *
 * <p>The entry is {@link dev.sagas.operate.watch.WatchedSurroundings}. For the orchestrator. May
 * use {@code why} and what it reads from.
 */
@NullMarked
package dev.sagas.operate.watch;

import org.jspecify.annotations.NullMarked;
