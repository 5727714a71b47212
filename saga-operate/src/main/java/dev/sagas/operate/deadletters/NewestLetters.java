package dev.sagas.operate.deadletters;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Keeps the newest letters that match, up to a limit, and counts the others. */
final class NewestLetters {
  private static final Comparator<DeadLetter> OLDEST_FIRST =
      Comparator.comparingLong(DeadLetter::timeMs).thenComparing(DeadLetter::position);

  private final LetterFilter filter;
  private final int limit;
  private final PriorityQueue<DeadLetter> newest = new PriorityQueue<>(OLDEST_FIRST);
  private long matched;

  NewestLetters(LetterFilter filter, int limit) {
    this.filter = filter;
    this.limit = limit;
  }

  void add(DeadLetter letter) {
    if (filter.matches(letter)) {
      matched++;
      newest.add(letter);
      if (newest.size() > limit) {
        newest.remove();
      }
    }
  }

  LetterList list() {
    return new LetterList(newest.stream().sorted(OLDEST_FIRST).toList(), matched);
  }
}
