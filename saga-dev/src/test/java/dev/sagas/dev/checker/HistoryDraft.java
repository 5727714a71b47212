package dev.sagas.dev.checker;

import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepName;
import dev.sagas.schema.SagaTransition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** A history while it is written. Time passes by one millisecond with each record and effect. */
final class HistoryDraft {
  final List<HistoryRecord> records = new ArrayList<>();
  final List<ObservedEffect> effects = new ArrayList<>();
  final List<ConservedTotal> totals = new ArrayList<>();
  final List<AcknowledgedAction> acknowledged = new ArrayList<>();
  private final Set<StepName> observedSteps = new HashSet<>();
  private final Map<HistoryTopic, Long> ends = new EnumMap<>(HistoryTopic.class);
  private final GenericDatumReader<GenericRecord> transitions =
      new GenericDatumReader<>(SagaTransition.getClassSchema());
  private long now = 1_795_000_000_000L;

  long now() {
    return now;
  }

  HistoryRecord append(
      HistoryTopic topic, String key, Map<String, String> headers, Optional<RecordValue> value) {
    long offset = ends.merge(topic, 1L, Long::sum) - 1;
    HistoryRecord record = new HistoryRecord(topic, 0, offset, now++, key, headers, value);
    records.add(record);
    return record;
  }

  /** Appends a value in wire format. */
  HistoryRecord append(
      HistoryTopic topic, String key, Map<String, String> headers, GenericRecord value) {
    return append(topic, key, headers, Optional.of(wire(value)));
  }

  static RecordValue wire(GenericRecord value) {
    return RecordValue.of(framed(AvroMaker.encode(value)), value);
  }

  /** A journal entry that has these bytes in Avro. */
  RecordValue transition(byte[] avro) {
    try {
      return RecordValue.of(
          framed(avro), transitions.read(null, DecoderFactory.get().binaryDecoder(avro, null)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] framed(byte[] avro) {
    byte[] framed = new byte[avro.length + 5];
    framed[4] = 7;
    System.arraycopy(avro, 0, framed, 5, avro.length);
    return framed;
  }

  void effect(DeduplicationKey key) {
    effects.add(new ObservedEffect(key, now++, "one row"));
    observedSteps.add(key.step());
  }

  /** Replaces the last record of a topic about a saga. */
  void replaceLast(HistoryTopic topic, String key, Optional<RecordValue> value) {
    int index = records.indexOf(last(topic, key));
    HistoryRecord old = records.get(index);
    records.set(
        index,
        new HistoryRecord(
            topic, old.partition(), old.offset(), old.timestampMs(), key, old.headers(), value));
  }

  HistoryRecord last(HistoryTopic topic, String key) {
    return records.stream()
        .filter(record -> record.topic() == topic && record.key().equals(key))
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  void remove(HistoryTopic topic, String key) {
    records.removeIf(record -> record.topic() == topic && record.key().equals(key));
  }

  ObservedHistory observed() {
    return new ObservedHistory(records, effects, observedSteps, totals, acknowledged);
  }
}
