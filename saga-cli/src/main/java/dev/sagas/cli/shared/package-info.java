/**
 * Options, tables, JSON and exit codes that all commands share.
 *
 * <p>The entry is {@link dev.sagas.cli.shared.SagaSubcommand}. For operators at a shell. May use
 * the engine's deployment, {@code index.live}, {@code operate.query}, {@code operate.topics} and
 * picocli.
 */
@NullMarked
package dev.sagas.cli.shared;

import org.jspecify.annotations.NullMarked;
