package dev.sagas.archive.verify;

import java.util.List;

/**
 * What was found in an archive.
 *
 * @param segments that were read
 * @param records in those that are whole
 * @param partitions each partition's end
 */
public record VerifyReport(
    long segments, long records, List<PartitionEnd> partitions, List<ArchiveFinding> findings) {
  public VerifyReport {
    partitions = List.copyOf(partitions);
    findings = List.copyOf(findings);
  }

  /** Whether it is whole. */
  public boolean isClean() {
    return findings.isEmpty();
  }

  /**
   * Where the archive of a partition ends.
   *
   * @param head hash of the last entry of the manifest
   */
  public record PartitionEnd(int partition, long nextOffset, String head) {}
}
