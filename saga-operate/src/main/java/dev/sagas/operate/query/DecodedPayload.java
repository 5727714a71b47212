package dev.sagas.operate.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.serde.Claim;
import org.apache.avro.Schema;

/** A payload that was read by its schema. */
public final class DecodedPayload {
  private final Schema schema;
  private final JsonNode json;
  private final boolean isClaim;

  DecodedPayload(Schema schema, JsonNode json) {
    this(schema, json, false);
  }

  private DecodedPayload(Schema schema, JsonNode json, boolean isClaim) {
    this.schema = schema;
    this.json = json;
    this.isClaim = isClaim;
  }

  /** One that is kept outside Kafka: {@code {"claimCheck": {"sha256", "bytes", "mediaType"}}}. */
  static DecodedPayload claimed(Schema schema, Claim claim) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("claimCheck")
        .put("sha256", claim.sha256())
        .put("bytes", claim.bytes())
        .put("mediaType", claim.mediaType());
    return new DecodedPayload(schema, json, true);
  }

  /** The full name of its record. */
  public String type() {
    return schema.getFullName();
  }

  /** All of it; for those who may see everything. */
  public JsonNode json() {
    return json;
  }

  /** The same without what is hidden; of a claim, nothing is. */
  public JsonNode json(FieldMask mask) {
    return isClaim ? json : mask.apply(schema, json);
  }

  /** The name of its record only: payloads do not belong in messages. */
  @Override
  public String toString() {
    return type();
  }
}
