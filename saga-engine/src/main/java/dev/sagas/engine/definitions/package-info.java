/**
 * Describes saga definitions, validates them and binds them to the engine: each version with its
 * structure, its records and its functions over encoded bytes.
 *
 * <p>The entry is {@link dev.sagas.engine.definitions.DeployedDefinitions}. For the orchestrator
 * and the test kit. May use the definition language, {@code core}, {@code wire} and {@code serde}.
 */
@NullMarked
package dev.sagas.engine.definitions;

import org.jspecify.annotations.NullMarked;
