package dev.sagas.http.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How many sagas have something in common, with the address of the list of them.
 *
 * @param tone the class of its colour; empty for none
 */
public record Tally(String name, long count, String tone, String url) {
  private static final Map<String, String> WAIT_TONES =
      Map.of("incident", "incident", "signal", "person", "paused", "paused", "capacity", "paused");

  /** What is counted, by name; those without a name are left out. Largest first. */
  static List<Tally> of(
      JsonNode counts, Function<JsonNode, String> name, Function<String, FilterWords> list) {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (JsonNode counted : counts) {
      String key = name.apply(counted);
      if (!key.isEmpty()) {
        sums.merge(key, counted.path("count").asLong(), Long::sum);
      }
    }
    List<Tally> tallies = new ArrayList<>();
    sums.forEach(
        (key, count) ->
            tallies.add(
                new Tally(key, count, WAIT_TONES.getOrDefault(key, ""), list.apply(key).url())));
    tallies.sort(Comparator.comparingLong(Tally::count).reversed().thenComparing(Tally::name));
    return tallies;
  }

  /** The sum of all. */
  static long total(JsonNode counts) {
    long total = 0;
    for (JsonNode counted : counts) {
      total += counted.path("count").asLong();
    }
    return total;
  }
}
