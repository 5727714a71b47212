package dev.sagas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Converts Avro records to and from Kafka values, with the configured serializer and deserializer.
 *
 * <ul>
 *   <li>{@code saga.value.serializer} and {@code saga.value.deserializer} (a class or its name)
 *       default to {@link SagaAvroSerializer} and {@link SagaAvroDeserializer}; Confluent's {@code
 *       KafkaAvroSerializer} and {@code KafkaAvroDeserializer} work too.
 *   <li>Encoding registers nothing unless {@code auto.register.schemas} is {@code true}.
 *   <li>Whatever the configured classes throw is converted to one of this package's exceptions, or
 *       as a plain {@link SerializationException} for a record that does not fit its schema.
 *   <li>With the record-name strategy and {@code claim.check.url}, large values are kept outside
 *       Kafka: encoding gives a {@link Claim}, and decoding loads what one stands for. Both then
 *       throw {@link ClaimUnavailableException} if the store does not answer, and decoding {@link
 *       ClaimLostException} if it does not have it.
 *   <li>Generated classes must be in packages that {@link AvroTrust} allows; {@code
 *       saga.avro.trusted.packages} adds to them.
 *   <li>Safe for use by many threads.
 * </ul>
 */
public final class AvroCodec implements AutoCloseable {
  public static final String SERIALIZER_CONFIG = "saga.value.serializer";
  public static final String DESERIALIZER_CONFIG = "saga.value.deserializer";

  /** Records of the protocol are read by all that read a topic, and are small. */
  private static final String PROTOCOL = "dev.sagas.schema";

  private final SubjectStrategy strategy;
  private final RegistryClient registry;
  private final Serializer<Object> serializer;
  private final Deserializer<Object> deserializer;
  private final ClaimCheck claims;
  private final SpecificReaders readers = new SpecificReaders();

  private AvroCodec(SubjectStrategy strategy, RegistryClient registry, Parts parts) {
    this.strategy = strategy;
    this.registry = registry;
    this.serializer = parts.serializer;
    this.deserializer = parts.deserializer;
    this.claims = parts.claims;
  }

  private record Parts(
      Serializer<Object> serializer, Deserializer<Object> deserializer, ClaimCheck claims) {}

  /**
   * Makes a codec; the registry is not called yet.
   *
   * @throws ConfigException if a value is missing or does not fit
   */
  public static AvroCodec create(Map<String, ?> config, SubjectStrategy strategy) {
    AvroTrust.configure(config);
    RegistryClient registry = RegistryClient.connect(config);
    Map<String, Object> settings = new HashMap<>(config);
    settings.put(RegistryClient.CLIENT_CONFIG, registry);
    settings.put("value.subject.name.strategy", strategy.confluentClassName());
    settings.putIfAbsent(SagaAvroSerializer.AUTO_REGISTER, false);
    settings.put(SagaAvroDeserializer.SPECIFIC, false);
    // Generic records must contain Avro's base types, so that they can be encoded again.
    settings.put("avro.use.logical.type.converters", false);
    Serializer<Object> serializer = serializer(config);
    serializer.configure(settings, false);
    Deserializer<Object> deserializer = deserializer(config);
    deserializer.configure(settings, false);
    // Only participants, clients and definitions have records of their own, by these names.
    ClaimCheck claims =
        strategy == SubjectStrategy.RECORD_NAME ? ClaimCheck.of(config) : ClaimCheck.NONE;
    return new AvroCodec(strategy, registry, new Parts(serializer, deserializer, claims));
  }

  @SuppressWarnings("unchecked") // one that takes no Avro records fails on its first
  private static Serializer<Object> serializer(Map<String, ?> config) {
    return (Serializer<Object>)
        instance(config, SERIALIZER_CONFIG, Serializer.class, SagaAvroSerializer.class);
  }

  @SuppressWarnings("unchecked") // what it gives is checked
  private static Deserializer<Object> deserializer(Map<String, ?> config) {
    return (Deserializer<Object>)
        instance(config, DESERIALIZER_CONFIG, Deserializer.class, SagaAvroDeserializer.class);
  }

  private static Object instance(
      Map<String, ?> config, String key, Class<?> kind, Class<?> otherwise) {
    Object named = config.get(key);
    try {
      Object made =
          named instanceof Class<?> type
              ? Utils.newInstance(type)
              : Utils.newInstance(named == null ? otherwise.getName() : named.toString(), kind);
      return kind.cast(made);
    } catch (ClassNotFoundException | KafkaException | ClassCastException e) {
      ConfigException problem =
          new ConfigException(
              "Expected " + key + " to name a " + kind.getName() + ", but it is " + named);
      problem.initCause(e);
      throw problem;
    }
  }

  /**
   * A record's value, header included; its claim, if it is kept outside Kafka.
   *
   * @throws SchemaNotRegisteredException if its schema is not registered
   * @throws RegistryUnavailableException if the registry cannot be reached
   * @throws SerializationException if the record does not fit its schema
   */
  public byte[] encode(String topic, IndexedRecord record) {
    byte[] value = inline(topic, record);
    return PROTOCOL.equals(record.getSchema().getNamespace()) ? value : claims.checkIn(value);
  }

  private byte[] inline(String topic, IndexedRecord record) {
    if (serializer instanceof SagaAvroSerializer ours) {
      return ours.encode(topic, record);
    }
    try {
      return serializer.serialize(topic, record);
    } catch (RuntimeException e) {
      throw ForeignErrors.whileEncoding(topic, record.getSchema().getFullName(), e);
    }
  }

  /**
   * A value as a record of the schema that it was written with.
   *
   * @throws CorruptRecordException if the bytes are not a record
   * @throws UnknownSchemaException if the registry does not know their schema
   * @throws RegistryUnavailableException if the registry cannot be reached
   */
  public GenericRecord decode(String topic, byte[] value) {
    return decodeInline(topic, inline(topic, value));
  }

  /**
   * The value in the wire format of Confluent, loaded if it is kept outside Kafka.
   *
   * @throws CorruptRecordException if it is a damaged claim
   */
  public byte[] inline(String topic, byte[] value) {
    return Claim.isClaim(value) ? claims.checkOut(Claim.parse(topic, value)) : value;
  }

  private GenericRecord decodeInline(String topic, byte[] value) {
    int id = WireFormat.schemaId(topic, value);
    Object decoded;
    try {
      decoded = deserializer.deserialize(topic, value);
    } catch (RuntimeException e) {
      SerializationException fault = ForeignErrors.whileDecoding(topic, id, e);
      if (fault instanceof RegistryUnavailableException
          && !(deserializer instanceof SagaAvroDeserializer)) {
        // Other clients treat a bad answer about one schema as an outage; ours distinguishes the
        // two.
        Schema unused = registry.schemaById(id);
      }
      throw fault;
    }
    if (decoded instanceof GenericRecord record) {
      return record;
    }
    throw new CorruptRecordException(
        "Expected a value to be an Avro record, but it is not (%s)"
            .formatted(SagaAvroDeserializer.whence(topic, id)));
  }

  /**
   * A value as an instance of a generated class, read from the schema that it was written with into
   * that of the class, by the class's own loader.
   *
   * @throws CorruptRecordException if the bytes are not a record, or one that does not fit the
   *     class
   * @throws UnknownSchemaException if the registry does not know their schema
   * @throws RegistryUnavailableException if the registry cannot be reached
   * @throws UntrustedClassException if Avro is not allowed to load the class or one that it
   *     contains
   */
  public <R extends SpecificRecord> R decode(String topic, byte[] value, Class<R> type) {
    return type.cast(decodeInline(topic, inline(topic, value), type));
  }

  private Object decodeInline(String topic, byte[] value, Class<? extends SpecificRecord> type) {
    if (deserializer instanceof SagaAvroDeserializer ours) {
      return ours.deserialize(topic, value, type);
    }
    // Other deserializers do not support class loaders: use them for the generic record only.
    int id = WireFormat.schemaId(topic, value);
    GenericRecord record = decodeInline(topic, value);
    return AvroBinary.decode(
        readers.reader(type, id, record.getSchema()),
        AvroBinary.encode(record),
        0,
        SagaAvroDeserializer.whence(topic, id));
  }

  /**
   * The schema that a value was written with; its body is not read, nor loaded.
   *
   * @throws CorruptRecordException if the value has no header of the wire format
   * @throws UnknownSchemaException if the registry does not know the schema
   * @throws RegistryUnavailableException if the registry cannot be reached
   */
  public Schema writerSchema(String topic, byte[] value) {
    return registry.schemaById(WireFormat.schemaId(topic, value));
  }

  /**
   * Registers a schema under the topic's subject, for deployments.
   *
   * @return the schema's id, with which {@link WireFormat#frame} makes a value without a registry
   * @throws IncompatibleSchemaException if the registry refuses it
   * @throws RegistryUnavailableException if the registry cannot be reached
   */
  public int register(String topic, Schema schema) {
    return registry.register(strategy.subject(topic, schema), schema);
  }

  /**
   * The id of a registered schema; requested once, then cached.
   *
   * @throws SchemaNotRegisteredException if it is not registered under the topic's subject
   * @throws RegistryUnavailableException if the registry cannot be reached
   */
  public int schemaId(String topic, Schema schema) {
    return registry.idOf(strategy.subject(topic, schema), schema);
  }

  /** The registry that this codec uses. */
  public RegistryClient registry() {
    return registry;
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
    claims.close();
  }
}
