/**
 * The {@code saga} command.
 *
 * <p>For whoever operates sagas from a shell. Standard output carries data alone; everything else
 * goes to standard error.
 */
@NullMarked
package dev.sagas.orchestrator.cli;

import org.jspecify.annotations.NullMarked;
