package dev.sagas.operate.deadletters;

import dev.sagas.engine.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter with its payload.
 *
 * <ul>
 *   <li>Key, value and headers are the record's own, of any origin and form.
 * </ul>
 *
 * @param headers in their order
 * @param key empty if there is none
 * @param value empty if there is none
 * @param discard empty while it is open
 */
public record LetterRecord(
    DeadLetter letter,
    List<NamedValue> headers,
    Optional<Bytes> key,
    Optional<Bytes> value,
    Optional<Discard> discard) {
  public LetterRecord {
    headers = List.copyOf(headers);
  }

  /**
   * A header.
   *
   * @param value in UTF-8; empty if it has none
   */
  public record NamedValue(String name, Optional<String> value) {}

  static LetterRecord of(ConsumerRecord<byte[], byte[]> record, Optional<Discard> discard) {
    List<NamedValue> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(
          new NamedValue(
              header.key(),
              Optional.ofNullable(header.value())
                  .map(utf8 -> new String(utf8, StandardCharsets.UTF_8))));
    }
    return new LetterRecord(
        DeadLetter.of(record),
        headers,
        Optional.ofNullable(record.key()).map(Bytes::of),
        Optional.ofNullable(record.value()).map(Bytes::of),
        discard);
  }
}
