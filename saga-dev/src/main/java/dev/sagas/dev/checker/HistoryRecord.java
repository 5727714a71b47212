package dev.sagas.dev.checker;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * One committed record of a topic.
 *
 * @param topic what the topic holds
 * @param partition its partition there
 * @param offset its offset there
 * @param timestampMs the record's time, epoch ms
 * @param key the key as text; empty if the record has none
 * @param headers every header as text; of a header that occurs twice, the last one
 * @param value empty for a record without a value
 */
public record HistoryRecord(
    HistoryTopic topic,
    int partition,
    long offset,
    long timestampMs,
    String key,
    Map<String, String> headers,
    Optional<RecordValue> value) {
  public HistoryRecord {
    headers = Map.copyOf(headers);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  Optional<GenericRecord> decoded() {
    return value.flatMap(RecordValue::decoded);
  }

  /** Where it is in the topics of its kind, for a person. */
  String position() {
    return "%s-%s-%s".formatted(topic, partition, offset);
  }
}
