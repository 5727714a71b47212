package dev.sagas.orchestrator.operate;

import java.util.List;

/**
 * What became of the letters that were selected, in the order in which they were sent.
 *
 * @param notFound positions that were asked for, but have no letter that matches
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

  /** True if something came to this. */
  public boolean has(RedriveOutcome outcome) {
    return results.stream().anyMatch(result -> result.outcome() == outcome);
  }
}
