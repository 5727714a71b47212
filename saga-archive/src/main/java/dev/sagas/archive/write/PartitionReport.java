package dev.sagas.archive.write;

/**
 * What a run did to a partition, or would do.
 *
 * @param sealed by this run
 * @param nextOffset where the archive of the partition ends
 * @param endOffset where the partition's committed records ended when the run began
 * @param head hash of the manifest's last entry, to be kept elsewhere
 */
public record PartitionReport(
    int partition, Sealed sealed, long nextOffset, long endOffset, String head) {
  /**
   * What was sealed.
   *
   * @param recordBytes before compression
   * @param fileBytes of the segments in the store
   */
  public record Sealed(long segments, long records, long recordBytes, long fileBytes) {
    static final Sealed NOTHING = new Sealed(0, 0, 0, 0);

    /** With one more segment. */
    Sealed and(long moreRecords, long moreRecordBytes, long moreFileBytes) {
      return new Sealed(
          segments + 1,
          records + moreRecords,
          recordBytes + moreRecordBytes,
          fileBytes + moreFileBytes);
    }

    /** Of both. */
    public Sealed plus(Sealed other) {
      return new Sealed(
          segments + other.segments,
          records + other.records,
          recordBytes + other.recordBytes,
          fileBytes + other.fileBytes);
    }
  }
}
