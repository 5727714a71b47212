package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.InboundRecord;
import dev.sagas.orchestrator.wire.Position;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes records over from Kafka Streams. */
final class InboundRecords {
  /** The headers that decide; the journal keeps them, so that a decision can be made again. */
  private static final List<String> DECIDING =
      List.of(
          SagaHeaders.TYPE,
          SagaHeaders.VERSION,
          SagaHeaders.LABELS,
          SagaHeaders.REQUEST_ID,
          SagaHeaders.IN_REPLY_TO,
          SagaHeaders.OUTCOME,
          SagaHeaders.ERROR_CODE,
          SagaHeaders.ERROR_MESSAGE);

  /**
   * What is read of a header: more than any header of the protocol may have. Journal, outcomes and
   * answers repeat headers, so that without a bound a record could make one that Kafka refuses, and
   * abort its transaction for ever.
   */
  private static final int MAX_HEADER_BYTES = 2560;

  private InboundRecords() {}

  static InboundRecord of(Record<byte[], byte[]> record, RecordMetadata metadata) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        int length = Math.min(header.value().length, MAX_HEADER_BYTES);
        headers.put(header.key(), new String(header.value(), 0, length, StandardCharsets.UTF_8));
      }
    }
    return new InboundRecord(
        new Position(metadata.topic(), metadata.partition(), metadata.offset()),
        Optional.ofNullable(record.key()).map(Bytes::of),
        Optional.ofNullable(record.value()).map(Bytes::of),
        headers);
  }

  static Cause cause(InboundRecord record, SagaInput input) {
    Map<String, String> headers = new HashMap<>();
    for (String name : DECIDING) {
      String value = record.headers().get(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    Cause.Kind kind = input instanceof SagaInput.Start ? Cause.Kind.START : Cause.Kind.REPLY;
    return new Cause(
        kind, Optional.of(record.position()), Optional.empty(), headers, record.value());
  }
}
