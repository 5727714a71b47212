package dev.sagas.client;

import dev.sagas.serde.AvroCodec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Encodes records, and registers each schema at its first use. Thread-safe. */
final class RegisteringEncoder {
  private final AvroCodec codec;
  private final Set<Schema> registered = ConcurrentHashMap.newKeySet();

  RegisteringEncoder(AvroCodec codec) {
    this.codec = codec;
  }

  byte[] encode(String topic, SpecificRecord record) {
    register(topic, record.getSchema());
    return codec.encode(topic, record);
  }

  void register(String topic, Schema schema) {
    if (!registered.contains(schema)) {
      codec.register(topic, schema);
      registered.add(schema);
    }
  }
}
