package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * An unchanged input that arrived before its saga's start.
 *
 * @param headers every header in order, so that a dead letter loses nothing
 */
public record ParkedRecord(Position position, List<Header> headers, Bytes value) {
  /** One header. */
  public record Header(String name, Optional<Bytes> value) {
    long maxBytes() {
      return RecordSize.ofHeader(name, value.map(Bytes::size).orElse(0));
    }
  }

  public ParkedRecord {
    headers = List.copyOf(headers);
  }

  /** How many bytes its value and its headers have. */
  long bytes() {
    return value.size() + headers.stream().mapToLong(Header::maxBytes).sum();
  }
}
