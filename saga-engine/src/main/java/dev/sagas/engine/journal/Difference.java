package dev.sagas.engine.journal;

import dev.sagas.engine.wire.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The first decision of a run that differs today.
 *
 * @param revision of the transition as it was recorded
 * @param position of its entry in the journal
 * @param atMs when it was decided, epoch ms
 * @param input what was decided on, for a person
 * @param lines both decisions line by line: those that begin with {@code -} were recorded, those
 *     with {@code +} are decided today, the others are the same
 */
public record Difference(
    long revision, Position position, long atMs, String input, List<String> lines) {
  public Difference {
    lines = List.copyOf(lines);
  }

  /** All of it for a person; no payload is shown. */
  public List<String> text() {
    List<String> text = new ArrayList<>();
    text.add("revision " + revision + " at " + Instant.ofEpochMilli(atMs) + " on " + input);
    text.add("- recorded, + decided now:");
    lines.forEach(line -> text.add("  " + line));
    return text;
  }
}
