package dev.sagas.operate.deadletters;

import java.util.List;

/**
 * The results for the selected letters, in the order in which they were sent.
 *
 * @param notFound requested positions without a matching letter
 */
public record RedriveReport(List<RedriveResult> results, List<LetterPosition> notFound) {
  public RedriveReport {
    results = List.copyOf(results);
    notFound = List.copyOf(notFound);
  }

  /** True if everything that was selected was sent, or would be. */
  public boolean isComplete() {
    return notFound.isEmpty() && results.stream().allMatch(result -> result.outcome().isGood());
  }

  /** True if some letter has this result. */
  public boolean has(RedriveOutcome outcome) {
    return results.stream().anyMatch(result -> result.outcome() == outcome);
  }
}
