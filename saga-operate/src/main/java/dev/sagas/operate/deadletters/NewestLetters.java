package dev.sagas.operate.deadletters;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the newest letters that match, up to a limit, and counts the others. */
final class NewestLetters {
  private static final Comparator<DeadLetter> OLDEST_FIRST =
      Comparator.comparingLong(DeadLetter::timeMs).thenComparing(DeadLetter::position);

  private final LetterFilter filter;
  private final int limit;
  private final Discards discards;
  private final PriorityQueue<DeadLetter> newest = new PriorityQueue<>(OLDEST_FIRST);
  private long matched;

  NewestLetters(LetterFilter filter, int limit, Discards discards) {
    this.filter = filter;
    this.limit = limit;
    this.discards = discards;
  }

  void add(DeadLetter letter) {
    if (filter.matches(letter, discards)) {
      matched++;
      newest.add(letter);
      if (newest.size() > limit) {
        newest.remove();
      }
    }
  }

  LetterList list() {
    List<DeadLetter> letters = newest.stream().sorted(OLDEST_FIRST).toList();
    return new LetterList(letters, matched, discards.of(letters));
  }
}
