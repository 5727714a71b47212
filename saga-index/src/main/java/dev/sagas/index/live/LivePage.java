package dev.sagas.index.live;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list of sagas.
 *
 * @param rows in the order that was asked for
 * @param matched how many sagas match over all pages
 * @param next where the next page begins; empty for the last one
 */
public record LivePage(List<Row> rows, long matched, Optional<LiveCursor> next) {
  public LivePage {
    rows = List.copyOf(rows);
  }

  /**
   * A saga of a list.
   *
   * @param rank its place in the order that was asked for; lower is earlier
   * @param sinceMs since when it waits for what was asked for, epoch ms
   */
  public record Row(long rank, long sinceMs, LiveSaga saga) {}
}
