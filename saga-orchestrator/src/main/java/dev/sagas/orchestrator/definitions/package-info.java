/**
 * Loads saga definitions from the class path and from jars, checks them against what is deployed,
 * registers and publishes them, and proves of some that their functions return.
 *
 * <p>The entries are {@link dev.sagas.orchestrator.definitions.LoadedDefinitions}, {@link
 * dev.sagas.orchestrator.definitions.DefinitionDeployment} and {@link
 * dev.sagas.orchestrator.definitions.ProvedDefinitions}. For the orchestrator's start and {@code
 * saga definitions check}. May use the engine's {@code definitions} and {@code wire}, and {@code
 * serde}.
 */
@NullMarked
package dev.sagas.orchestrator.definitions;

import org.jspecify.annotations.NullMarked;
