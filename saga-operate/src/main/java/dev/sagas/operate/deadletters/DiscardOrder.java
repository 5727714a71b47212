package dev.sagas.operate.deadletters;

import java.util.Set;

/**
 * What an operator wants to discard.
 *
 * <ul>
 *   <li>A filter without criteria is refused: everything at once is never intended.
 *   <li>Letters that are discarded already are left as they are.
 * </ul>
 *
 * @param limit how many letters may be selected, at most {@value RedriveOrder#MAX_LIMIT}; if there
 *     are more, nothing is discarded
 * @param signature who discards, and why
 * @param dryRun only show what would be discarded
 */
public record DiscardOrder(
    LetterFilter filter, int limit, RedriveSignature signature, boolean dryRun) {
  public DiscardOrder {
    RedriveOrder.requireBounds("discard", filter, limit);
    filter = filter.in(Set.of(LetterState.OPEN));
  }
}
