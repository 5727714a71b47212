/**
 * Finds, validates and registers saga definitions, and pins their versions.
 *
 * <p>For engine developers. Uses the definition language and {@code wire}.
 */
@NullMarked
package dev.sagas.orchestrator.definitions;

import org.jspecify.annotations.NullMarked;
