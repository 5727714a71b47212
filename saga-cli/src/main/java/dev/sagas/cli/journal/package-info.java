/**
 * {@code saga audit} and {@code saga replay}.
 *
 * <p>The entry is {@link dev.sagas.cli.journal.AuditCommand}. For operators at a shell. May use
 * {@code cli.shared}, {@code cli.saga}, {@code dev.sagas.operate} and the engine's journal.
 */
@NullMarked
package dev.sagas.cli.journal;

import org.jspecify.annotations.NullMarked;
