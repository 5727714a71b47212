package dev.sagas.orchestrator.wire;

import dev.sagas.orchestrator.core.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * An input that came before its saga's start, as it came.
 *
 * @param headers every header in order, so that a dead letter loses nothing
 */
public record ParkedRecord(Position position, List<Header> headers, Bytes value) {
  /** One header. */
  public record Header(String name, Optional<Bytes> value) {}

  public ParkedRecord {
    headers = List.copyOf(headers);
  }
}
