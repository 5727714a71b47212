/**
 * The language in which a saga is written.
 *
 * <p>For saga authors. Uses the JDK, Avro's record interfaces, the protocol's identifiers and its
 * records.
 */
@NullMarked
package dev.sagas.definition;

import org.jspecify.annotations.NullMarked;
