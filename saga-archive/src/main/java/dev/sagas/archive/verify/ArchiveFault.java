package dev.sagas.archive.verify;

/** A kind of damage to an archive. */
public enum ArchiveFault {
  /** An entry of the manifest is missing between others. */
  MANIFEST_MISSING,
  /** An entry of the manifest is not what its own hash says. */
  MANIFEST_CHANGED,
  /** An entry of the manifest does not name the hash of the one before. */
  CHAIN_BROKEN,
  /** A segment does not begin where the one before ends. */
  OFFSETS_BROKEN,
  /** A hash that was kept elsewhere is not in the manifest. */
  HEAD_MISSING,
  /** A segment's file is missing. */
  SEGMENT_MISSING,
  /** A segment's file is shorter than it was. */
  SEGMENT_TRUNCATED,
  /** A segment's file has other bytes. */
  SEGMENT_CHANGED,
  /** Two entries of the manifest have the same content. */
  SEGMENT_DOUBLED,
  /** A file that no entry of the manifest names; readers do not see it. */
  SEGMENT_UNLISTED,
  /** A segment's records are not those that the manifest says. */
  RECORDS_DIFFER
}
