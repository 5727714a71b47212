package dev.sagas.index.exported;

import dev.sagas.protocol.SagaStatus;
import java.time.LocalDate;
import java.util.Map;

/**
 * A day in UTC.
 *
 * @param started how many runs started on it
 * @param ended how many ended on it, by their status
 */
public record ExportedDay(LocalDate day, long started, Map<SagaStatus, Long> ended) {
  public ExportedDay {
    ended = Map.copyOf(ended);
  }
}
