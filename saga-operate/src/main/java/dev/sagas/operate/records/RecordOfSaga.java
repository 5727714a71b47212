package dev.sagas.operate.records;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.wire.Position;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A command, reply, request or signal of a saga.
 *
 * @param timeMs when it was written, epoch ms
 * @param headers those of the protocol, the last one of each name
 * @param value empty if it has none
 */
public record RecordOfSaga(
    Position position, long timeMs, Map<String, String> headers, Optional<Bytes> value) {
  private static final String OWN_HEADERS = "saga-";

  public RecordOfSaga {
    headers = Map.copyOf(headers);
  }

  static RecordOfSaga of(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      if (header.key().startsWith(OWN_HEADERS) && header.value() != null) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return new RecordOfSaga(
        new Position(record.topic(), record.partition(), record.offset()),
        record.timestamp(),
        headers,
        Optional.ofNullable(record.value()).map(Bytes::of));
  }
}
