package dev.sagas.testkit;

import dev.sagas.engine.core.SagaEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What happened to a saga, line by line, for a person. */
final class History {
  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");
  private static final long SECOND_MS = 1000;
  private static final long MINUTE_MS = 60 * SECOND_MS;
  private static final long HOUR_MS = 60 * MINUTE_MS;

  private final long startMs;
  private final List<Entry> entries = new ArrayList<>();

  History(long startMs) {
    this.startMs = startMs;
  }

  /** Kept in parts, because most histories are never read. */
  private record Entry(String number, long atMs, String text) {}

  /** A record or timer that appeared. */
  void came(FaultPoint happening, long nowMs, String text) {
    entries.add(new Entry("#" + happening.number(), nowMs, text));
  }

  /** Any other entry. */
  void told(long nowMs, String text) {
    entries.add(new Entry("", nowMs, "  " + text));
  }

  private String at(long nowMs) {
    long elapsed = nowMs - startMs;
    return String.format(
        Locale.ROOT,
        "+%02d:%02d:%02d.%03d",
        elapsed / HOUR_MS,
        elapsed % HOUR_MS / MINUTE_MS,
        elapsed % MINUTE_MS / SECOND_MS,
        elapsed % SECOND_MS);
  }

  /** Events in words, such as "step succeeded, command issued". */
  static String words(List<SagaEvent> events) {
    return events.stream()
        .map(
            event ->
                CAPITAL
                    .matcher(event.getClass().getSimpleName())
                    .replaceAll(" ")
                    .toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  List<String> lines() {
    return entries.stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT, "%5s %s %s", entry.number(), at(entry.atMs()), entry.text()))
        .toList();
  }
}
