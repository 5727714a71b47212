package dev.sagas.operate.deadletters;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The newest dead letters, found by the saga that they belong to.
 *
 * <ul>
 *   <li>Keeps a bounded number, the newest; letters without a saga are not kept, nor those that
 *       somebody discarded.
 *   <li>Thread-safe.
 * </ul>
 */
public final class LettersBySaga {
  private final int limit;
  private final Deque<DeadLetter> inOrder = new ArrayDeque<>();
  private final Map<String, List<DeadLetter>> bySaga = new HashMap<>();

  /**
   * Keeps nothing yet.
   *
   * @param limit how many letters at most, 1 or more
   */
  public LettersBySaga(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("Expected a limit of 1 letter or more, but got " + limit);
    }
    this.limit = limit;
  }

  /** Takes a record of the letters' topic: a letter, or the note that discards one. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    if (Discards.isNote(record)) {
      Discards.letterOf(record).ifPresent(this::discarded);
    } else {
      add(DeadLetter.of(record));
    }
  }

  private synchronized void discarded(LetterPosition position) {
    inOrder.stream()
        .filter(letter -> letter.position().equals(position))
        .findFirst()
        .ifPresent(
            letter -> {
              inOrder.remove(letter);
              drop(letter);
            });
  }

  /** Keeps a letter, and drops the one that was added first if there are too many. */
  public synchronized void add(DeadLetter letter) {
    if (letter.saga().isEmpty()) {
      return;
    }
    bySaga.computeIfAbsent(letter.saga().get(), saga -> new ArrayList<>()).add(letter);
    inOrder.add(letter);
    if (inOrder.size() > limit) {
      drop(inOrder.remove());
    }
  }

  private void drop(DeadLetter dropped) {
    String saga = dropped.saga().orElse("");
    List<DeadLetter> own = bySaga.getOrDefault(saga, new ArrayList<>());
    own.remove(dropped);
    if (own.isEmpty()) {
      bySaga.remove(saga);
    }
  }

  /** Those of a saga, the newest first. */
  public synchronized List<DeadLetter> of(String saga) {
    return bySaga.getOrDefault(saga, List.of()).stream()
        .sorted(
            Comparator.comparingLong(DeadLetter::timeMs)
                .thenComparing(DeadLetter::position)
                .reversed())
        .toList();
  }
}
