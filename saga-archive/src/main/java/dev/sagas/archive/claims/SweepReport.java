package dev.sagas.archive.claims;

/**
 * What a run found and did; a dry run did nothing of it.
 *
 * @param stored what was in the store at the beginning
 * @param needed of these, what a record needs
 * @param young of the others, what was stored a short time ago
 * @param collected the rest
 * @param spared what was about to be collected when it was needed or stored again; counted as
 *     needed or young, too
 * @param leftovers what an earlier run, which was killed, had condemned
 */
public record SweepReport(
    Amount stored, Amount needed, Amount young, Amount collected, long spared, long leftovers) {
  /**
   * Some objects.
   *
   * @param bytes as they are stored, which may be encrypted
   */
  public record Amount(long objects, long bytes) {
    static final Amount NONE = new Amount(0, 0);

    Amount plus(long more) {
      return new Amount(objects + 1, bytes + more);
    }
  }
}
