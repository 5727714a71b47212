package dev.sagas.operate.deadletters;

import java.util.List;

/**
 * The results for the selected letters, in the order in which they were taken.
 *
 * @param notFound requested positions without a letter that matches
 */
public record LetterReport<O extends LetterOutcome>(
    List<LetterResult<O>> results, List<LetterPosition> notFound) {
  public LetterReport {
    results = List.copyOf(results);
    notFound = List.copyOf(notFound);
  }

  /** True if everything that was selected is done, or would be. */
  public boolean isComplete() {
    return notFound.isEmpty()
        && results.stream().allMatch(result -> result.outcome().effect() == LetterEffect.DONE);
  }

  /** True if some letter has this effect. */
  public boolean has(LetterEffect effect) {
    return results.stream().anyMatch(result -> result.outcome().effect() == effect);
  }
}
