package dev.sagas.index.exported;

import dev.sagas.index.live.LiveSaga;
import dev.sagas.protocol.RunId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A part of a list of exported runs.
 *
 * @param rows in the order that was asked for; may be few, or none, on a page that is not the last
 * @param next where the next page begins; empty for the last one
 */
public record ExportedPage(List<Row> rows, Optional<ExportedCursor> next) {
  /** The most rows of a page. */
  public static final int MAX_ROWS = 1_000;

  public ExportedPage {
    rows = List.copyOf(rows);
  }

  /**
   * A run of a list.
   *
   * @param saga of its waits only the kind of the first is known
   * @param endedAtMs epoch ms; empty while it lives
   */
  public record Row(LiveSaga saga, RunId run, OptionalLong endedAtMs) {}

  /**
   * Which page is asked for.
   *
   * @param after the end of the page before; empty for the first
   * @param limit how many rows, 1 to {@value ExportedPage#MAX_ROWS}
   */
  public record Bounds(ExportedOrder order, Optional<ExportedCursor> after, int limit) {
    public Bounds {
      if (limit < 1 || limit > MAX_ROWS) {
        throw new IllegalArgumentException(
            "Expected a page of 1 to %s rows, but got %s".formatted(MAX_ROWS, limit));
      }
    }
  }
}
