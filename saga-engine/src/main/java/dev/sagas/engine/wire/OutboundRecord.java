package dev.sagas.engine.wire;

import dev.sagas.engine.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A record to be sent, encoded.
 *
 * @param partition where the topic's partition is fixed; by key otherwise
 * @param carried headers of another record that this one passes on as they came, before its own
 * @param headers its own, in the order in which they are written; not copied: a caller that hands
 *     them in must not change them
 */
public record OutboundRecord(
    String topic,
    OptionalInt partition,
    Bytes key,
    Bytes value,
    List<ParkedRecord.Header> carried,
    Map<String, String> headers) {
  public OutboundRecord {
    carried = List.copyOf(carried);
    headers = Collections.unmodifiableMap(headers);
  }

  /** A record with headers of its own only. */
  public OutboundRecord(
      String topic, OptionalInt partition, Bytes key, Bytes value, Map<String, String> headers) {
    this(topic, partition, key, value, List.of(), headers);
  }

  /** An upper bound of its size on the wire, in bytes: see {@link RecordSize}. */
  public int maxBytes() {
    long headerBytes = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      headerBytes += RecordSize.ofHeader(header.getKey(), 3L * header.getValue().length());
    }
    return maxBytes(headerBytes);
  }

  /** A closer bound, for which its own headers are encoded. */
  public int maxBytesEncoded() {
    long headerBytes = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      int valueBytes = header.getValue().getBytes(StandardCharsets.UTF_8).length;
      headerBytes += RecordSize.ofHeader(header.getKey(), valueBytes);
    }
    return maxBytes(headerBytes);
  }

  private int maxBytes(long ownHeaderBytes) {
    long carriedBytes = 0;
    for (ParkedRecord.Header header : carried) {
      carriedBytes += header.maxBytes();
    }
    return RecordSize.upperBound(key.size(), value.size(), carriedBytes + ownHeaderBytes);
  }
}
