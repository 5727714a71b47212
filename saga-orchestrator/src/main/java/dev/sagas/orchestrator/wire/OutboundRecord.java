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

  /** An upper bound of its size on the wire, in bytes. */
  public int maxBytes() {
    int headerBytes =
        headers.entrySet().stream()
            .mapToInt(header -> 3 * (header.getKey().length() + header.getValue().length()) + 10)
            .sum();
    return key.size() + value.size() + headerBytes + RECORD_OVERHEAD;
  }

  private static final int RECORD_OVERHEAD = 96;
}
