/**
 * The {@code saga} command: one package below this one per noun.
 *
 * <p>The entry is {@link dev.sagas.cli.SagaCli}. For operators at a shell; standard output carries
 * only data, everything else goes to standard error. May use {@code dev.sagas.operate}, the engine
 * and picocli.
 */
@NullMarked
package dev.sagas.cli;

import org.jspecify.annotations.NullMarked;
