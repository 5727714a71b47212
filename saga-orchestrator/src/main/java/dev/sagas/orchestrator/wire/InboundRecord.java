package dev.sagas.orchestrator.wire;

import dev.sagas.orchestrator.core.Bytes;
import java.util.Map;
import java.util.Optional;

/**
 * A record as it came from Kafka.
 *
 * @param headers the last value of each header, read as UTF-8
 */
public record InboundRecord(
    Position position, Optional<Bytes> key, Optional<Bytes> value, Map<String, String> headers) {
  public InboundRecord {
    headers = Map.copyOf(headers);
  }
}
