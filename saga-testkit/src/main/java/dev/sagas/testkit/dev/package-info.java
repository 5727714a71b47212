/**
 * Broker, registry and orchestrator in one process, for tests and dev mode.
 *
 * <p>For trying sagas on one machine. Uses the testkit's broker and registry, and the
 * orchestrator's {@code app}.
 */
@NullMarked
package dev.sagas.testkit.dev;

import org.jspecify.annotations.NullMarked;
