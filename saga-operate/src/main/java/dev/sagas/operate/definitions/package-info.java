/**
 * What a deployment publishes of its saga definitions: a descriptor of each, with a digest of its
 * structure, which tells one definition from another of the same version.
 *
 * <p>The entry is {@link dev.sagas.operate.definitions.Descriptors}. For the orchestrator, and for
 * the questions of {@code query}. May use the engine's {@code definitions} and the definition
 * language.
 */
@NullMarked
package dev.sagas.operate.definitions;

import org.jspecify.annotations.NullMarked;
