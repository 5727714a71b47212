/**
 * The wire protocol's vocabulary: identifiers, header names, topic names and outcomes.
 *
 * <p>For all code that writes or reads records of the protocol. Uses only the JDK; the bytes are
 * specified in {@code docs/reference/protocol.md}.
 */
@NullMarked
package dev.sagas.protocol;

import org.jspecify.annotations.NullMarked;
