/**
 * Configuration, wiring and life cycle of an orchestrator.
 *
 * <p>For whoever runs an orchestrator in a process of their own. Uses every package.
 */
@NullMarked
package dev.sagas.orchestrator.app;

import org.jspecify.annotations.NullMarked;
