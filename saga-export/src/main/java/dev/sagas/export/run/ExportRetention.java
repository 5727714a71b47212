package dev.sagas.export.run;

import dev.sagas.export.jdbc.EndedRuns;
import dev.sagas.operate.query.ShortDuration;
import dev.sagas.protocol.SagaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long sagas that have ended stay in the database.
 *
 * @param byType of those types
 * @param others of all other types; for ever if empty
 */
public record ExportRetention(Map<String, Duration> byType, Optional<Duration> others) {
  /** Everything stays. */
  public static final ExportRetention FOR_EVER = new ExportRetention(Map.of(), Optional.empty());

  private static final char IS = '=';

  public ExportRetention {
    byType = Map.copyOf(byType);
  }

  /**
   * Reads entries such as {@code 90d}, for all types, and {@code order=400d}, for one.
   *
   * @throws IllegalArgumentException if one is neither, or is there twice
   */
  public static ExportRetention parse(List<String> entries) {
    Map<String, Duration> byType = new HashMap<>();
    Optional<Duration> others = Optional.empty();
    for (String entry : entries) {
      int is = entry.indexOf(IS);
      Duration time = ShortDuration.parse(entry.substring(is + 1).strip());
      boolean isNew;
      if (is < 0) {
        isNew = others.isEmpty();
        others = Optional.of(time);
      } else {
        isNew = byType.put(new SagaType(entry.substring(0, is).strip()).value(), time) == null;
      }
      if (!isNew) {
        throw new IllegalArgumentException(
            "Expected one retention for each type, and one for all others, but got a second: "
                + entry);
      }
    }
    return new ExportRetention(byType, others);
  }

  /** What is to be deleted now. */
  List<EndedRuns> expired(long nowMs) {
    List<EndedRuns> expired = new ArrayList<>();
    byType.forEach(
        (type, time) ->
            expired.add(new EndedRuns(Optional.of(type), Set.of(), nowMs - time.toMillis())));
    others.ifPresent(
        time ->
            expired.add(new EndedRuns(Optional.empty(), byType.keySet(), nowMs - time.toMillis())));
    return expired;
  }
}
