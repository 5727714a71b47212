package dev.sagas.operate.deadletters;

import java.util.List;
import java.util.Map;

/**
 * Dead letters, oldest first.
 *
 * @param letters the newest of those that match
 * @param matched how many match in all
 * @param discards of those letters that were discarded
 */
public record LetterList(
    List<DeadLetter> letters, long matched, Map<LetterPosition, Discard> discards) {
  public LetterList {
    letters = List.copyOf(letters);
    discards = Map.copyOf(discards);
  }
}
