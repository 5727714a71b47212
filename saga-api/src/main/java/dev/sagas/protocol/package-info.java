/**
 * The wire protocol's vocabulary: identifiers, header names, topic names and outcomes.
 *
 * <p>For everybody who writes or reads records of the protocol. Uses the JDK alone; the bytes are
 * specified in {@code docs/reference/protocol.md}.
 */
@NullMarked
package dev.sagas.protocol;

import org.jspecify.annotations.NullMarked;
