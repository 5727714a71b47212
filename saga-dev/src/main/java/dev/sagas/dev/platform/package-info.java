/**
 * Runs broker, registry and orchestrator in one process, for tests and dev mode.
 *
 * <p>The entry is {@link dev.sagas.dev.platform.DevPlatform}. For trying sagas on one machine. May
 * use {@code kafka}, {@code registry} and the orchestrator's {@code app}.
 */
@NullMarked
package dev.sagas.dev.platform;

import org.jspecify.annotations.NullMarked;
