package dev.sagas.export.run;

/**
 * How far an export is.
 *
 * @param entries that were exported so far
 * @param behind how many offsets of the journal are not; transaction markers count
 */
record ExportProgress(long entries, long behind) {}
