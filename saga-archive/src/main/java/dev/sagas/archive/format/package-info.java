/**
 * What an archive is made of: its identity, the chained manifest, and segments of records.
 *
 * <p>The entries are {@link dev.sagas.archive.format.StoredArchive}, which reads identity and
 * manifest, {@link dev.sagas.archive.format.SegmentWriter} and {@link
 * dev.sagas.archive.format.SegmentRecords}. For the packages beside it; uses Avro, Jackson, Kafka's
 * records and the object store.
 */
@NullMarked
package dev.sagas.archive.format;

import org.jspecify.annotations.NullMarked;
