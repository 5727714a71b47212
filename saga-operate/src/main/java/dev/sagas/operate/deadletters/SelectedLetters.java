package dev.sagas.operate.deadletters;

import dev.sagas.engine.deployment.DeploymentException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps the matching letters with their payload, up to limits. */
final class SelectedLetters {
  private static final long MAX_KEPT_BYTES = 64L * 1024 * 1024;
  private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_POSITION =
      Comparator.comparing(letter -> new LetterPosition(letter.partition(), letter.offset()));

  private final LetterFilter filter;
  private final int limit;
  private final Discards discards;
  private final List<ConsumerRecord<byte[], byte[]>> kept = new ArrayList<>();
  private long matched;
  private long matchedBytes;

  SelectedLetters(LetterFilter filter, int limit, Discards discards) {
    this.filter = filter;
    this.limit = limit;
    this.discards = discards;
  }

  void add(ConsumerRecord<byte[], byte[]> letter) {
    if (filter.matches(DeadLetter.of(letter), discards)) {
      matched++;
      matchedBytes += Math.max(0, letter.serializedValueSize());
      if (isWithinBounds()) {
        kept.add(letter);
      }
    }
  }

  private boolean isWithinBounds() {
    return matched <= limit && matchedBytes <= MAX_KEPT_BYTES;
  }

  /**
   * The letters, in the order of each partition.
   *
   * @throws DeploymentException if more match than the bounds allow
   */
  List<ConsumerRecord<byte[], byte[]>> inOrder() {
    if (!isWithinBounds()) {
      throw new DeploymentException(
          String.format(
              Locale.ROOT,
              "Expected at most %d letters of together %d bytes to be selected, but %d of %d bytes"
                  + " match: select fewer, or raise the limit",
              limit,
              MAX_KEPT_BYTES,
              matched,
              matchedBytes));
    }
    return kept.stream().sorted(BY_POSITION).toList();
  }

  /** Who discarded the letter; empty if nobody did. */
  Optional<Discard> discard(LetterPosition letter) {
    return discards.of(letter);
  }

  /** The requested positions that were not found. */
  List<LetterPosition> notFound() {
    Set<LetterPosition> missing = new HashSet<>(filter.positions());
    kept.forEach(letter -> missing.remove(new LetterPosition(letter.partition(), letter.offset())));
    return missing.stream().sorted().toList();
  }
}
