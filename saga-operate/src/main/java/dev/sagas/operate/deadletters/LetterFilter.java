package dev.sagas.operate.deadletters;

import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are selected: those that match all criteria.
 *
 * @param originTopic the topic of the record that became a dead letter, with its prefix
 * @param positions one of these; empty for anywhere
 */
public record LetterFilter(
    Optional<String> code,
    Optional<String> saga,
    Optional<String> originTopic,
    Set<LetterPosition> positions) {
  /** All letters. */
  public static final LetterFilter ALL =
      new LetterFilter(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

  public LetterFilter {
    positions = Set.copyOf(positions);
  }

  /** True if the letter is selected. */
  boolean matches(DeadLetter letter) {
    return code.map(letter.code()::equals).orElse(true)
        && saga.map(id -> letter.saga().filter(id::equals).isPresent()).orElse(true)
        && originTopic
            .map(topic -> letter.origin().filter(from -> from.topic().equals(topic)).isPresent())
            .orElse(true)
        && (positions.isEmpty() || positions.contains(letter.position()));
  }
}
