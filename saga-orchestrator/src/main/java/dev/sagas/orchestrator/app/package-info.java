/**
 * Configuration, wiring and life cycle of an orchestrator.
 *
 * <p>For operators who run an orchestrator as a process. Uses every package.
 */
@NullMarked
package dev.sagas.orchestrator.app;

import org.jspecify.annotations.NullMarked;
