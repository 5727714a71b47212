package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A record as received from Kafka.
 *
 * @param headers the last value of each header, read as UTF-8; not copied: a caller that hands them
 *     in must not change them
 * @param cut the headers that were truncated when read
 */
public record InboundRecord(
    Position position,
    Optional<Bytes> key,
    Optional<Bytes> value,
    Map<String, String> headers,
    Set<String> cut) {
  public InboundRecord {
    headers = Collections.unmodifiableMap(headers);
    cut = Set.copyOf(cut);
  }

  /** A record whose headers are all read to their end. */
  public InboundRecord(
      Position position, Optional<Bytes> key, Optional<Bytes> value, Map<String, String> headers) {
    this(position, key, value, headers, Set.of());
  }
}
