/**
 * The command line of the archive.
 *
 * <p>The entries are {@link dev.sagas.archive.command.ArchiveCommand} and, for the option of other
 * commands, {@link dev.sagas.archive.command.ArchiveOpener}. For operators.
 */
@NullMarked
package dev.sagas.archive.command;

import org.jspecify.annotations.NullMarked;
