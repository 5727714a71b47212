package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How fresh and how complete an answer is, in a sentence. */
public final class Gaps {
  private Gaps() {}

  /** What an answer does not show; empty if it shows everything. */
  public static String sentence(JsonNode freshness) {
    List<String> gaps = new ArrayList<>();
    add(gaps, freshness.path("missing"), "missing, because no instance has them now");
    add(gaps, freshness.path("filling"), "still being read after a takeover");
    add(gaps, freshness.path("standby"), "shown from a copy that may lag");
    return gaps.isEmpty() ? "" : "Not complete: " + String.join("; ", gaps) + ".";
  }

  /** How far behind what was exported is; empty if the answer is not from the export. */
  public static String export(JsonNode freshness) {
    JsonNode export = freshness.path("export");
    if (export.isMissingNode()) {
      return "";
    }
    String why = Words.text(export, "whyNot");
    String lag =
        export.hasNonNull("lagMs")
            ? "at most %s behind".formatted(Words.coarse(export.path("lagMs").asLong()))
            : "how far behind is not known";
    return "From the export, %s%s."
        .formatted(lag, why.isEmpty() ? "" : "; it does not work: " + why);
  }

  /** Which instances an answer lacks; empty if all of them answered. */
  public static String unanswered(JsonNode answer) {
    List<String> addresses = new ArrayList<>();
    answer.path("unanswered").forEach(address -> addresses.add(address.asText()));
    return addresses.isEmpty()
        ? ""
        : "Not complete: %s did not answer.".formatted(String.join(" and ", addresses));
  }

  private static void add(List<String> gaps, JsonNode partitions, String what) {
    if (!partitions.isEmpty()) {
      List<String> numbers = new ArrayList<>();
      partitions.forEach(number -> numbers.add(number.asText()));
      gaps.add(
          (numbers.size() == 1 ? "partition " : "partitions ")
              + String.join(", ", numbers)
              + " "
              + what);
    }
  }
}
