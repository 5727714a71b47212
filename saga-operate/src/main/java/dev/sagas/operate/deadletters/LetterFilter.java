package dev.sagas.operate.deadletters;

import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are selected: those that match all criteria.
 *
 * <ul>
 *   <li>By default open ones; where positions name letters one by one, discarded ones as well.
 * </ul>
 *
 * @param originTopic the topic of the record that became a dead letter, with its prefix
 * @param positions one of these; empty for anywhere
 * @param states one of these
 */
public record LetterFilter(
    Optional<String> code,
    Optional<String> saga,
    Optional<String> originTopic,
    Set<LetterPosition> positions,
    Set<LetterState> states) {
  /** All letters. */
  public static final LetterFilter ALL =
      new LetterFilter(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

  public LetterFilter {
    positions = Set.copyOf(positions);
    states = Set.copyOf(states);
  }

  /** The same with the default states. */
  public LetterFilter(
      Optional<String> code,
      Optional<String> saga,
      Optional<String> originTopic,
      Set<LetterPosition> positions) {
    this(
        code,
        saga,
        originTopic,
        positions,
        positions.isEmpty() ? Set.of(LetterState.OPEN) : Set.of(LetterState.values()));
  }

  /** The same for letters in these states. */
  public LetterFilter in(Set<LetterState> wanted) {
    return new LetterFilter(code, saga, originTopic, positions, wanted);
  }

  /** True if nothing but the state selects. */
  boolean isForAll() {
    return code.isEmpty() && saga.isEmpty() && originTopic.isEmpty() && positions.isEmpty();
  }

  /** True if the letter is selected. */
  boolean matches(DeadLetter letter, Discards discards) {
    return states.contains(discards.state(letter.position())) && matches(letter);
  }

  /** True if the letter is selected, whatever its state. */
  boolean matches(DeadLetter letter) {
    return code.map(letter.code()::equals).orElse(true)
        && saga.map(id -> letter.saga().filter(id::equals).isPresent()).orElse(true)
        && originTopic
            .map(topic -> letter.origin().filter(from -> from.topic().equals(topic)).isPresent())
            .orElse(true)
        && (positions.isEmpty() || positions.contains(letter.position()));
  }
}
