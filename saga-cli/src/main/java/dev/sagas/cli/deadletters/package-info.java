/**
 * {@code saga dead-letters}: list and redrive.
 *
 * <p>The entry is {@link dev.sagas.cli.deadletters.DeadLettersCommand}. For operators at a shell.
 * May use {@code cli.shared} and {@code dev.sagas.operate}.
 */
@NullMarked
package dev.sagas.cli.deadletters;

import org.jspecify.annotations.NullMarked;
