package dev.sagas.operate.deadletters;

/**
 * What an operator wants to send again.
 *
 * <ul>
 *   <li>A filter without criteria is refused: everything at once is never intended.
 * </ul>
 *
 * @param limit how many letters may be selected, at most {@value #MAX_LIMIT}; if there are more,
 *     nothing is sent
 * @param dryRun only show what would be sent
 */
public record RedriveOrder(
    LetterFilter filter, int limit, RedriveSignature signature, boolean dryRun) {
  static final int MAX_LIMIT = 1_000;

  public RedriveOrder {
    requireBounds("redrive", filter, limit);
  }

  /** What may be done to at once. */
  static void requireBounds(String what, LetterFilter filter, int limit) {
    if (filter.isForAll()) {
      throw new IllegalArgumentException(
          "Expected a code, a saga, an origin topic or positions to select letters by");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "Expected a limit of 1 to %s letters to %s, but got %s"
              .formatted(MAX_LIMIT, what, limit));
    }
  }
}
