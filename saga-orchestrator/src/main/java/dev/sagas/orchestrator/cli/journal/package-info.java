/**
 * {@code saga audit} and {@code saga replay}.
 *
 * <p>The entry is {@link dev.sagas.orchestrator.cli.journal.AuditCommand}. For operators at a
 * shell. May use {@code cli.shared}, {@code cli.saga}, {@code dev.sagas.operate} and the engine's
 * journal.
 */
@NullMarked
package dev.sagas.orchestrator.cli.journal;

import org.jspecify.annotations.NullMarked;
