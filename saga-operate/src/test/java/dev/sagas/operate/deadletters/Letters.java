package dev.sagas.operate.deadletters;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Dead letters as they stand in Kafka. */
final class Letters {
  static final byte[] VALUE = {0, 0, 0, 0, 7, 42};

  private Letters() {}

  /**
   * A letter of saga {@code o-1} at {@code 3:offset}, with {@link #VALUE}.
   *
   * @param headers names and values in turn
   */
  static ConsumerRecord<byte[], byte[]> letter(long offset, String... headers) {
    return withValue(offset, VALUE, headers);
  }

  static ConsumerRecord<byte[], byte[]> withValue(
      long offset, byte @Nullable [] value, String... headers) {
    RecordHeaders all = new RecordHeaders();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], utf8(headers[i + 1]));
    }
    return new ConsumerRecord<>(
        "saga.dead-letters",
        3,
        offset,
        1_000 + offset,
        TimestampType.CREATE_TIME,
        3,
        value == null ? -1 : value.length,
        utf8("o-1"),
        value,
        all,
        Optional.empty());
  }

  /** A reply that nobody waited for, as the engine keeps it. */
  static ConsumerRecord<byte[], byte[]> lateReply(long offset) {
    return letter(
        offset,
        "saga-id",
        "o-1",
        "saga-error-code",
        "NO_SUCH_SAGA",
        "saga-error-message",
        "nobody",
        "saga-origin",
        "saga.replies-0-" + offset);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
