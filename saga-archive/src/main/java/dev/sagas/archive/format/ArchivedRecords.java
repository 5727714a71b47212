package dev.sagas.archive.format;

import dev.sagas.schema.ArchivedHeader;
import dev.sagas.schema.ArchivedRecord;
import dev.sagas.schema.ArchivedTimestampType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Between Kafka's records and those of a segment; nothing that a reader can see is lost. */
public final class ArchivedRecords {
  private ArchivedRecords() {}

  static ArchivedRecord archived(ConsumerRecord<byte[], byte[]> record) {
    List<ArchivedHeader> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(new ArchivedHeader(header.key(), buffer(header.value())));
    }
    return new ArchivedRecord(
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        archived(record.timestampType()),
        buffer(record.key()),
        buffer(record.value()),
        headers);
  }

  static ConsumerRecord<byte[], byte[]> given(ArchivedRecord record, String topic, int partition) {
    RecordHeaders headers = new RecordHeaders();
    for (ArchivedHeader header : record.getHeaders()) {
      headers.add(new RecordHeader(header.getKey(), bytes(header.getValue())));
    }
    byte[] key = bytes(record.getKey());
    byte[] value = bytes(record.getValue());
    return new ConsumerRecord<>(
        topic,
        partition,
        record.getOffset(),
        record.getTimestamp().toEpochMilli(),
        given(record.getTimestampType()),
        size(key),
        size(value),
        key,
        value,
        headers,
        Optional.empty());
  }

  private static ArchivedTimestampType archived(TimestampType type) {
    return switch (type) {
      case NO_TIMESTAMP_TYPE -> ArchivedTimestampType.NO_TIMESTAMP_TYPE;
      case CREATE_TIME -> ArchivedTimestampType.CREATE_TIME;
      case LOG_APPEND_TIME -> ArchivedTimestampType.LOG_APPEND_TIME;
    };
  }

  private static TimestampType given(ArchivedTimestampType type) {
    return switch (type) {
      case NO_TIMESTAMP_TYPE -> TimestampType.NO_TIMESTAMP_TYPE;
      case CREATE_TIME -> TimestampType.CREATE_TIME;
      case LOG_APPEND_TIME -> TimestampType.LOG_APPEND_TIME;
    };
  }

  private static int size(byte @Nullable [] bytes) {
    return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
  }

  private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** What differs between two records with the same offset; empty if nothing. */
  public static Optional<String> difference(
      ConsumerRecord<byte[], byte[]> one, ConsumerRecord<byte[], byte[]> other) {
    List<String> parts = new ArrayList<>();
    if (one.timestamp() != other.timestamp() || one.timestampType() != other.timestampType()) {
      parts.add("time");
    }
    if (!Arrays.equals(one.key(), other.key())) {
      parts.add("key");
    }
    if (!Arrays.equals(one.value(), other.value())) {
      parts.add("value");
    }
    if (!Arrays.equals(one.headers().toArray(), other.headers().toArray())) {
      parts.add("headers");
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  /** About how many bytes a record takes: key, value, headers and what belongs to each record. */
  public static long bytes(ConsumerRecord<byte[], byte[]> record) {
    long bytes = 16L + length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      bytes += 4L + header.key().length() + length(header.value());
    }
    return bytes;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
