/**
 * Seals stretches of the journal into an archive.
 *
 * <p>The entry is {@link dev.sagas.archive.write.JournalArchiver}. For the command; uses the
 * archive's format, Kafka's clients and the object store.
 */
@NullMarked
package dev.sagas.archive.write;

import org.jspecify.annotations.NullMarked;
