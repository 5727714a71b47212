/**
 * Reads the journal and has it written to the database; the command.
 *
 * <p>Entry type: {@link dev.sagas.export.run.JournalExport}. For operators; uses Kafka's consumer,
 * the rows and the database.
 */
@NullMarked
package dev.sagas.export.run;

import org.jspecify.annotations.NullMarked;
