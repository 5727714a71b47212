package dev.sagas.dev.checker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sagas.serde.CorruptRecordException;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.UnknownSchemaException;
import dev.sagas.serde.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Makes history records of Kafka's.
 *
 * <ul>
 *   <li>Values are read with the schema that they were written with.
 *   <li>A value that cannot be read stays undecoded, for the checks to judge.
 * </ul>
 */
final class HistoryDecoder {
  private final RegistryClient registry;
  private final Map<Integer, GenericDatumReader<Object>> readers = new HashMap<>();

  HistoryDecoder(RegistryClient registry) {
    this.registry = registry;
  }

  HistoryRecord decode(HistoryTopic topic, ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), text(header.value()));
    }
    return new HistoryRecord(
        topic,
        record.partition(),
        record.offset(),
        record.timestamp(),
        text(record.key()),
        headers,
        Optional.ofNullable(record.value()).map(bytes -> value(topic, record.topic(), bytes)));
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }

  private RecordValue value(HistoryTopic topic, String name, byte[] bytes) {
    return switch (topic) {
      case ANSWERS, REPLIES, JOURNAL, OUTCOMES, DEFINITIONS ->
          decoded(name, bytes)
              .map(record -> RecordValue.of(bytes, record))
              .orElseGet(() -> RecordValue.of(bytes));
      case REQUESTS, COMMANDS, DEAD_LETTERS, CHECKPOINTS -> RecordValue.of(bytes);
    };
  }

  private Optional<GenericRecord> decoded(String topic, byte[] bytes) {
    try {
      Object read =
          reader(WireFormat.inlineSchemaId(topic, bytes))
              .read(
                  null,
                  DecoderFactory.get()
                      .binaryDecoder(
                          bytes,
                          WireFormat.HEADER_BYTES,
                          bytes.length - WireFormat.HEADER_BYTES,
                          null));
      return read instanceof GenericRecord record ? Optional.of(record) : Optional.empty();
    } catch (IOException
        | AvroRuntimeException
        | CorruptRecordException
        | UnknownSchemaException e) {
      // The checks report what matters: a journal entry that cannot be read breaks its chain.
      return Optional.empty();
    }
  }

  private GenericDatumReader<Object> reader(int schemaId) {
    return readers.computeIfAbsent(
        schemaId, id -> new GenericDatumReader<>(registry.schemaById(id)));
  }
}
