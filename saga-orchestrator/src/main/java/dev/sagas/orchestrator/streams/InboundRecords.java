package dev.sagas.orchestrator.streams;

import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.wire.InboundRecord;
import dev.sagas.engine.wire.ParkedRecord;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.BoundedText;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes records over from Kafka Streams. */
final class InboundRecords {
  /**
   * What is read of a header: more than any header of the protocol may have. Journal, outcomes and
   * answers repeat headers, so that without a bound a record could make one that Kafka refuses, and
   * abort its transaction for ever.
   */
  private static final int MAX_HEADER_BYTES = SagaHeaders.MAX_HEADER_BYTES;

  private InboundRecords() {}

  /** Where a record is handled, and when. */
  record Place(int partition, long nowMs) {}

  static ReceivedInput of(Record<byte[], byte[]> record, RecordMetadata metadata, Place place) {
    Texts texts = Texts.of(record.headers());
    InboundRecord inbound =
        new InboundRecord(
            new Position(metadata.topic(), metadata.partition(), metadata.offset()),
            Optional.ofNullable(record.key()).map(Bytes::of),
            Optional.ofNullable(record.value()).map(Bytes::of),
            texts.text(),
            texts.cut());
    return new ReceivedInput(inbound, record.headers(), place.partition(), place.nowMs());
  }

  /**
   * Headers as text.
   *
   * @param text the last value of each
   * @param cut those whose last value was truncated
   */
  private record Texts(Map<String, String> text, Set<String> cut) {
    static Texts of(Headers headers) {
      Texts read = new Texts(new HashMap<>(), new HashSet<>(0));
      for (Header header : headers) {
        byte[] value = header.value();
        if (value != null) {
          read.add(header.key(), value);
        }
      }
      return read;
    }

    private void add(String name, byte[] value) {
      text.put(name, BoundedText.ofUtf8(value, MAX_HEADER_BYTES));
      if (value.length > MAX_HEADER_BYTES) {
        cut.add(name);
      } else if (!cut.isEmpty()) {
        cut.remove(name);
      }
    }
  }

  private static Headers headers(ParkedRecord parked) {
    Headers headers = new RecordHeaders();
    parked
        .headers()
        .forEach(
            header -> headers.add(header.name(), header.value().map(Bytes::array).orElse(null)));
    return headers;
  }

  /** A record that was parked, as it came. */
  static ReceivedInput of(SagaId id, ParkedRecord parked, Place place) {
    Bytes key = Bytes.of(id.value().getBytes(StandardCharsets.UTF_8));
    Headers headers = headers(parked);
    Texts texts = Texts.of(headers);
    InboundRecord inbound =
        new InboundRecord(
            parked.position(),
            Optional.of(key),
            Optional.of(parked.value()),
            texts.text(),
            texts.cut());
    return new ReceivedInput(inbound, headers, place.partition(), place.nowMs());
  }

  /** The partition that the key belongs to; a record without a key stays where it is. */
  static int partition(InboundRecord inbound, int partitions, int own) {
    return inbound.key().map(key -> KeyPartition.of(key.array(), partitions)).orElse(own);
  }
}
