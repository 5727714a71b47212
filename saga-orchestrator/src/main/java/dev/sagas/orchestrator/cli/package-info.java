/**
 * The {@code saga} command.
 *
 * <p>For operators at a shell. Standard output carries only data; everything else goes to standard
 * error.
 */
@NullMarked
package dev.sagas.orchestrator.cli;

import org.jspecify.annotations.NullMarked;
