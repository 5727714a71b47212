/**
 * Reads the archive and the topic of a journal as one.
 *
 * <p>The entry is {@link dev.sagas.archive.read.ArchivedJournal}, which wraps the consumers of
 * those who read the journal. For replay, audit, export and checks; uses the archive's format,
 * Kafka's consumer and the deployment.
 */
@NullMarked
package dev.sagas.archive.read;

import org.jspecify.annotations.NullMarked;
