package dev.sagas.dev.fuzz;

import dev.sagas.dev.fuzz.GoodSagas.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run of the fuzz has found. Not thread-safe. */
final class FuzzReport {
  private static final int MAX_LISTED = 40;

  private final List<String> facts = new ArrayList<>();
  private final Map<String, List<String>> faults = new TreeMap<>();

  void fact(String fact) {
    facts.add(fact);
  }

  /** Faults of one sort; none if the list is empty. */
  void faults(String sort, List<?> found) {
    if (!found.isEmpty()) {
      faults
          .computeIfAbsent(sort, key -> new ArrayList<>())
          .addAll(found.stream().map(Object::toString).toList());
    }
  }

  void standing(Standing longest, long boundMs) {
    fact("the longest that a good saga stood: " + longest.ms() + " ms (" + longest.id() + ")");
    if (longest.ms() > boundMs) {
      faults("a good saga stood for more than " + boundMs + " ms", List.of(longest));
    }
  }

  boolean isClean() {
    return faults.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    facts.forEach(fact -> text.append(fact).append('\n'));
    faults.forEach(
        (sort, found) -> {
          text.append("FAULT: ").append(sort).append(" (").append(found.size()).append(")\n");
          found.stream()
              .limit(MAX_LISTED)
              .forEach(each -> text.append("  ").append(each).append('\n'));
        });
    return text.toString();
  }
}
