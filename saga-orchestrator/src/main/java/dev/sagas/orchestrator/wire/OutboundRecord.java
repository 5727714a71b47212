package dev.sagas.orchestrator.wire;

import dev.sagas.orchestrator.core.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A record to be sent, encoded.
 *
 * @param partition where the topic's partition is fixed; by key otherwise
 * @param headers in the order in which they are written
 */
public record OutboundRecord(
    String topic, OptionalInt partition, Bytes key, Bytes value, Map<String, String> headers) {
  public OutboundRecord {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** An upper bound of its size on the wire, in bytes: see {@link RecordSize}. */
  public int maxBytes() {
    long headerBytes =
        headers.entrySet().stream()
            .mapToLong(
                header -> RecordSize.ofHeader(header.getKey(), 3L * header.getValue().length()))
            .sum();
    return RecordSize.upperBound(key.size(), value.size(), headerBytes);
  }
}
