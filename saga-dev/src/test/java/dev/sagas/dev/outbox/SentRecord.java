package dev.sagas.dev.outbox;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What the protocol looks at in a record: all but the order of the headers and those without a
 * value, which are ignored. Bytes are in hex.
 */
record SentRecord(String topic, String key, String value, Map<String, String> headers) {
  static SentRecord of(ProducerRecord<byte[], byte[]> record) {
    return of(record.topic(), record.key(), record.value(), record.headers());
  }

  static SentRecord of(ConsumerRecord<byte[], byte[]> record) {
    return of(record.topic(), record.key(), record.value(), record.headers());
  }

  private static SentRecord of(String topic, byte[] key, byte[] value, Headers headers) {
    Map<String, String> texts = new TreeMap<>();
    for (Header header : headers) {
      if (header.value() != null && texts.put(header.key(), hex(header.value())) != null) {
        throw new AssertionError("Expected header " + header.key() + " once in " + headers);
      }
    }
    return new SentRecord(topic, hex(key), hex(value), texts);
  }

  /** The same with a header that the outbox event router adds. */
  SentRecord withId(String id) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put("id", hex(id.getBytes(StandardCharsets.UTF_8)));
    return new SentRecord(topic, key, value, more);
  }

  /** The same without that. */
  SentRecord withoutId() {
    Map<String, String> fewer = new TreeMap<>(headers);
    fewer.remove("id");
    return new SentRecord(topic, key, value, fewer);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
