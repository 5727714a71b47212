package dev.sagas.participant;

import dev.sagas.serde.AvroCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds the handler of a command by the full name of its record. */
final class HandlerTable {
  private final AvroCodec codec;
  private final HandlerCall.Coding coding;
  private final Map<String, Entry<?>> entries = new HashMap<>();

  HandlerTable(
      AvroCodec codec,
      Replies replies,
      Map<Class<? extends SpecificRecord>, CommandHandler<?>> handlers) {
    this.codec = codec;
    this.coding = new HandlerCall.Coding(replies, codec, replies.topic());
    handlers.forEach((type, handler) -> entries.put(fullName(type), entry(type, handler)));
  }

  Replies replies() {
    return coding.replies();
  }

  /** The full name of a generated class's record. */
  static String fullName(Class<? extends SpecificRecord> type) {
    return SpecificData.get().getSchema(type).getFullName();
  }

  /**
   * The full name of the record that a value holds.
   *
   * @throws org.apache.kafka.common.errors.SerializationException as {@link AvroCodec#writerSchema}
   */
  String typeOf(ConsumerRecord<byte[], byte[]> record) {
    return codec.writerSchema(record.topic(), record.value()).getFullName();
  }

  /**
   * The decoded command with its handler; empty if there is none for the type.
   *
   * @throws org.apache.kafka.common.errors.SerializationException as {@link AvroCodec#decode}
   */
  Optional<HandlerCall<?>> callFor(
      String type, CommandHeaders headers, ConsumerRecord<byte[], byte[]> record) {
    Entry<?> entry = entries.get(type);
    return entry == null ? Optional.empty() : Optional.of(entry.call(headers, record, this));
  }

  // The builder takes a handler with the class that it handles, and no other way.
  @SuppressWarnings("unchecked")
  private static <C extends SpecificRecord> Entry<C> entry(
      Class<C> type, CommandHandler<?> handler) {
    return new Entry<>(type, (CommandHandler<C>) handler);
  }

  private record Entry<C extends SpecificRecord>(Class<C> type, CommandHandler<C> handler) {
    HandlerCall<C> call(
        CommandHeaders headers, ConsumerRecord<byte[], byte[]> record, HandlerTable table) {
      C command = table.codec.decode(record.topic(), record.value(), type);
      return new HandlerCall<>(headers, command, handler, table.coding);
    }
  }
}
