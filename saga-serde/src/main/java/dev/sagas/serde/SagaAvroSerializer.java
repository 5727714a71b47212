package dev.sagas.serde;

import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in Confluent's wire format.
 *
 * <ul>
 *   <li>Accepts generic and generated records; {@code null} stays {@code null}.
 *   <li>Registers nothing unless {@code auto.register.schemas} is {@code true}: a schema that is
 *       not registered causes a {@link SchemaNotRegisteredException}.
 *   <li>Calls the registry once for each schema and subject.
 *   <li>Must be configured before use; {@code docs/reference/serialization.md} has the keys.
 * </ul>
 */
public final class SagaAvroSerializer implements Serializer<Object> {
  static final String AUTO_REGISTER = "auto.register.schemas";

  private @Nullable Configured configured;

  private record Configured(
      RegistryClient registry, SubjectStrategy strategy, boolean autoRegister, boolean isKey) {}

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    String strategyKey = (isKey ? "key" : "value") + ".subject.name.strategy";
    Object strategy = configs.get(strategyKey);
    configured =
        new Configured(
            RegistryClient.connect(configs),
            strategy == null ? SubjectStrategy.TOPIC_NAME : SubjectStrategy.parse(strategy),
            RegistryConfig.string(configs, AUTO_REGISTER).map(Boolean::parseBoolean).orElse(false),
            isKey);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable Object data) {
    if (data == null) {
      return null;
    }
    if (!(data instanceof GenericContainer value)) {
      throw new SerializationException(
          "Expected an Avro record, but got a %s (topic %s)"
              .formatted(data.getClass().getName(), topic));
    }
    return encode(topic, value);
  }

  byte[] encode(String topic, GenericContainer value) {
    int schemaId = schemaId(topic, value);
    byte[] encoded = AvroBinary.encode(value, WireFormat.HEADER_BYTES);
    WireFormat.writeHeader(encoded, schemaId);
    return encoded;
  }

  private int schemaId(String topic, GenericContainer value) {
    Configured current = configured;
    if (current == null) {
      throw new IllegalStateException("Expected configure() to be called before serialize()");
    }
    String subject = current.strategy.subject(topic, value.getSchema(), current.isKey);
    return current.autoRegister
        ? current.registry.register(subject, value.getSchema())
        : current.registry.idOf(subject, value.getSchema());
  }
}
