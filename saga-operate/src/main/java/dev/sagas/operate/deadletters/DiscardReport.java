package dev.sagas.operate.deadletters;

import java.util.List;

/**
 * The results for the selected letters, in the order of their positions.
 *
 * @param notFound requested positions without an open letter that matches
 */
public record DiscardReport(List<Result> results, List<LetterPosition> notFound) {
  public DiscardReport {
    results = List.copyOf(results);
    notFound = List.copyOf(notFound);
  }

  /**
   * What became of one letter.
   *
   * @param reason why it was not discarded; empty text if it was
   */
  public record Result(DeadLetter letter, DiscardOutcome outcome, String reason) {}

  /** True if a letter has this outcome. */
  public boolean has(DiscardOutcome outcome) {
    return results.stream().anyMatch(result -> result.outcome() == outcome);
  }

  /** True if everything that was selected was discarded, or would be. */
  public boolean isComplete() {
    return notFound.isEmpty()
        && results.stream()
            .map(Result::outcome)
            .allMatch(
                outcome ->
                    outcome == DiscardOutcome.DISCARDED
                        || outcome == DiscardOutcome.WOULD_BE_DISCARDED);
  }
}
