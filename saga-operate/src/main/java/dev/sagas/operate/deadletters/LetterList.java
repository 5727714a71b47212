package dev.sagas.operate.deadletters;

import java.util.List;

/**
 * Dead letters, oldest first.
 *
 * @param letters the newest of those that match
 * @param matched how many match in all
 */
public record LetterList(List<DeadLetter> letters, long matched) {
  public LetterList {
    letters = List.copyOf(letters);
  }
}
