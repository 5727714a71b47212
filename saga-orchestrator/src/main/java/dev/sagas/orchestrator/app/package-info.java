/**
 * Configures and wires an orchestrator, and runs it from start to stop.
 *
 * <p>The entries are {@link dev.sagas.orchestrator.app.Orchestrator} and {@link
 * dev.sagas.orchestrator.app.OrchestratorConfig}. For operators who run an orchestrator as a
 * process. May use every package; none uses it.
 */
@NullMarked
package dev.sagas.orchestrator.app;

import org.jspecify.annotations.NullMarked;
