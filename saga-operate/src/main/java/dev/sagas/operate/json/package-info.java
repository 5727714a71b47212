/**
 * Writes what operators ask as JSON: the same for the command line and for HTTP.
 *
 * <p>The entries are named after what they write, such as {@link dev.sagas.operate.json.SagaJson}.
 * For the command line and HTTP. May use the other packages of {@code operate}, the engine and
 * Jackson.
 */
@NullMarked
package dev.sagas.operate.json;

import org.jspecify.annotations.NullMarked;
