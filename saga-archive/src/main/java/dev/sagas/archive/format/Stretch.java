package dev.sagas.archive.format;

import java.util.Optional;

/**
 * A stretch of a partition.
 *
 * @param number of the segment in its partition: 1, 2, 3 …
 * @param firstOffset where the stretch begins; the segment's first record may be later, because
 *     transaction markers and aborted records have offsets as well
 * @param nextOffset where the next stretch begins
 * @param records how many committed records are in it; 0 if there are only others
 * @param times of its records; empty if there is none
 */
public record Stretch(
    int partition,
    long number,
    long firstOffset,
    long nextOffset,
    long records,
    Optional<RecordTimeSpan> times) {}
