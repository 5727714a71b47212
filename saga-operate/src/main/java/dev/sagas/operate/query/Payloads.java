package dev.sagas.operate.query;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.deployment.Deployment;
import dev.sagas.engine.deployment.DeploymentException;
import dev.sagas.serde.AvroBinary;
import dev.sagas.serde.AvroCodec;
import dev.sagas.serde.Claim;
import dev.sagas.serde.ClaimCheck;
import dev.sagas.serde.RegistryUnavailableException;
import dev.sagas.serde.SubjectStrategy;
import dev.sagas.serde.WireFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Converts payloads to and from JSON, using the schemas in the registry. The JSON is described in
 * {@code docs/operating/operators.md}.
 *
 * <ul>
 *   <li>Throws {@link DeploymentException} if the registry cannot be reached or does not know the
 *       schema.
 * </ul>
 */
public final class Payloads implements AutoCloseable {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final AvroCodec codec;
  private final String topic;

  private Payloads(AvroCodec codec, String topic) {
    this.codec = codec;
    this.topic = topic;
  }

  /** The payloads of a deployment; the registry is not called yet. */
  public static Payloads open(Deployment deployment) {
    Map<String, Object> config = new HashMap<>(deployment.client());
    config.put(ClaimCheck.INSTANCE_CONFIG, ClaimCheck.NONE);
    return new Payloads(
        AvroCodec.create(config, SubjectStrategy.RECORD_NAME), deployment.topics().requests());
  }

  /** A payload in wire format as JSON. */
  public JsonNode json(Bytes payload) {
    try {
      return read(payload).json();
    } catch (KafkaException e) {
      throw unreadable(e);
    }
  }

  /** What is kept outside Kafka is not loaded: its claim is shown. */
  private DecodedPayload read(Bytes payload) {
    if (Claim.isClaim(payload.array())) {
      Schema schema = codec.writerSchema(topic, payload.array());
      return DecodedPayload.claimed(schema, Claim.parse(topic, payload.array()));
    }
    GenericRecord record = codec.decode(topic, payload.array());
    return new DecodedPayload(record.getSchema(), AvroToJson.node(record.getSchema(), record));
  }

  /**
   * A payload in wire format, read by the schema that it was written with.
   *
   * @throws PayloadException if the bytes are no such payload, or the registry does not know their
   *     schema
   * @throws DeploymentException if the registry does not answer
   */
  public DecodedPayload decoded(Bytes payload) {
    try {
      return read(payload);
    } catch (RegistryUnavailableException e) {
      throw unreadable(e);
    } catch (KafkaException e) {
      throw new PayloadException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes a payload from JSON.
   *
   * @param recordName full name of its record
   * @param schemaId the schema to use; the newest that is registered for the record if empty
   * @return the payload in wire format
   * @throws PayloadException if the JSON does not fit; the message names the field
   */
  public Bytes encode(String json, String recordName, OptionalInt schemaId) {
    JsonNode node = parse(json);
    int id;
    Schema schema;
    try {
      id = schemaId.isPresent() ? schemaId.getAsInt() : codec.registry().newestId(recordName);
      schema = codec.registry().schemaById(id);
    } catch (KafkaException e) {
      throw unreadable(e);
    }
    if (schema.getType() != Schema.Type.RECORD || !schema.getFullName().equals(recordName)) {
      throw new PayloadException(
          "Expected schema id " + id + " to be of " + recordName + ", but it is of another type");
    }
    return Bytes.of(WireFormat.frame(id, AvroBinary.encode(JsonToAvro.record(schema, node))));
  }

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new PayloadException(
          "Expected JSON, but it breaks at line %s, column %s"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }

  private static DeploymentException unreadable(KafkaException e) {
    return new DeploymentException(String.valueOf(e.getMessage()), e);
  }

  @Override
  public void close() {
    codec.close();
  }
}
