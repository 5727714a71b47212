package dev.sagas.archive.claims;

import java.util.List;

/**
 * Whether everything that is needed is there.
 *
 * @param needed how many objects are
 * @param bytes their length together, before encryption
 * @param findings the rest
 */
public record ClaimsReport(long needed, long bytes, List<ClaimFinding> findings) {
  public ClaimsReport {
    findings = List.copyOf(findings);
  }

  /** Whether nothing was found. */
  public boolean isClean() {
    return findings.isEmpty();
  }
}
