package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * How the attempts of a step ended lately, those to undo it included.
 *
 * @param all how many ended
 * @param failed how many failed or were not answered in time
 */
public record StepAttempts(long all, long failed) {
  /** None. */
  public static final StepAttempts NONE = new StepAttempts(0, 0);

  /** Those of each step of a version, from the answer of {@code /api/v1/attempts}. */
  static Map<String, StepAttempts> of(JsonNode answer, String type, String version) {
    Map<String, StepAttempts> steps = new HashMap<>();
    for (JsonNode each : answer.path("attempts")) {
      if (Words.text(each, "type").equals(type) && Words.text(each, "version").equals(version)) {
        steps.merge(Words.text(each, "step"), of(each), StepAttempts::plus);
      }
    }
    return steps;
  }

  /** Those of one answer or of a participant. */
  public static StepAttempts of(JsonNode counts) {
    long failed = counts.path("failed").asLong();
    return new StepAttempts(
        failed + counts.path("succeeded").asLong() + counts.path("rejected").asLong(), failed);
  }

  private StepAttempts plus(StepAttempts other) {
    return new StepAttempts(all + other.all, failed + other.failed);
  }

  /** The share of those that failed, with the numbers. */
  public String text() {
    return all == 0
        ? Words.NONE
        : Words.percent(failed, all)
            + " ("
            + Words.number(failed)
            + " of "
            + Words.number(all)
            + ")";
  }
}
