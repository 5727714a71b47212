package dev.sagas.dev.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Records what happens to one saga, if anyone wants to know. */
final class Tape {
  private static final int MAX_LINES = 10_000;

  private final boolean runs;
  private final long startMs;
  private final List<String> lines = new ArrayList<>();

  Tape(boolean runs, long startMs) {
    this.runs = runs;
    this.startMs = startMs;
  }

  boolean isRunning() {
    return runs && lines.size() < MAX_LINES;
  }

  void note(long atMs, String line) {
    if (isRunning()) {
      lines.add(String.format(Locale.ROOT, "%+9d ms  %s", atMs - startMs, line));
    }
  }

  void add(List<String> more) {
    if (isRunning()) {
      more.forEach(line -> lines.add("              " + line));
    }
  }

  List<String> lines() {
    return lines;
  }
}
