/**
 * Loads saga definitions from the class path and from jars, checks them against what is deployed,
 * and registers and publishes them.
 *
 * <p>The entries are {@link dev.sagas.orchestrator.definitions.LoadedDefinitions} and {@link
 * dev.sagas.orchestrator.definitions.DefinitionDeployment}. For the orchestrator's start and {@code
 * saga definitions check}. May use the engine's {@code definitions} and {@code wire}, and {@code
 * serde}.
 */
@NullMarked
package dev.sagas.orchestrator.definitions;

import org.jspecify.annotations.NullMarked;
