package dev.sagas.serde;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in Confluent's wire format.
 *
 * <ul>
 *   <li>Returns generic records of the writer's schema, or with {@code specific.avro.reader=true}
 *       instances of the generated class of the same name; {@code null} stays {@code null}.
 *   <li>Throws {@link CorruptRecordException} for bytes that cannot be read, {@link
 *       UnknownSchemaException} if the registry does not know their schema, and {@link
 *       RegistryUnavailableException} if it cannot be reached.
 *   <li>Calls the registry once for each schema id.
 *   <li>Must be configured before use; {@code docs/reference/serialization.md} has the keys.
 * </ul>
 */
public final class SagaAvroDeserializer implements Deserializer<Object> {
  static final String SPECIFIC = "specific.avro.reader";
  private static final int MAX_READERS = 10_000;

  private final BoundedMemory<Integer, DatumReader<Object>> genericReaders =
      new BoundedMemory<>(MAX_READERS);
  private final SpecificReaders specificReaders = new SpecificReaders();
  private @Nullable RegistryClient registry;
  private boolean specific;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    AvroTrust.configure(configs);
    registry = RegistryClient.connect(configs);
    specific = RegistryConfig.string(configs, SPECIFIC).map(Boolean::parseBoolean).orElse(false);
  }

  @Override
  public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    int id = WireFormat.inlineSchemaId(topic, data);
    Schema writer = schema(id);
    String whence = whence(topic, id);
    DatumReader<Object> reader =
        specific
            ? specificReaders.reader(generatedClass(writer, whence), id, writer)
            : genericReaders.get(id, key -> AvroBinary.genericReader(writer));
    return AvroBinary.decode(reader, data, WireFormat.HEADER_BYTES, whence);
  }

  /** Reads into the given generated class, whatever the configuration says. */
  Object deserialize(String topic, byte[] data, Class<?> type) {
    int id = WireFormat.inlineSchemaId(topic, data);
    DatumReader<Object> reader = specificReaders.reader(type, id, schema(id));
    return AvroBinary.decode(reader, data, WireFormat.HEADER_BYTES, whence(topic, id));
  }

  private Schema schema(int id) {
    RegistryClient current = registry;
    if (current == null) {
      throw new IllegalStateException("Expected configure() to be called before deserialize()");
    }
    return current.schemaById(id);
  }

  private static Class<?> generatedClass(Schema writer, String whence) {
    try {
      Class<?> type = new SpecificData().getClass(writer);
      if (type == null) {
        throw new UntrustedClassException(
            "Expected a generated class for %s on the class path, but there is none (%s)"
                .formatted(writer.getFullName(), whence));
      }
      return type;
    } catch (SecurityException e) {
      throw new UntrustedClassException(e.getMessage() + " (" + whence + ")", e);
    }
  }

  static String whence(String topic, int schemaId) {
    return "topic " + topic + ", schema id " + schemaId;
  }
}
