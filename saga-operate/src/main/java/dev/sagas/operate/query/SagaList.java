package dev.sagas.operate.query;

import dev.sagas.index.live.LivePage;
import java.util.List;

/**
 * Sagas, longest waiting first.
 *
 * @param rows the longest waiting of the matching sagas
 * @param matched the total number of matching sagas
 * @param unreadable how many checkpoints do not match their digest; the audit names them
 */
public record SagaList(List<LivePage.Row> rows, long matched, long unreadable) {
  public SagaList {
    rows = List.copyOf(rows);
  }
}
