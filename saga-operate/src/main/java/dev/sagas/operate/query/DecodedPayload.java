package dev.sagas.operate.query;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.avro.Schema;

/** A payload that was read by its schema. */
public final class DecodedPayload {
  private final Schema schema;
  private final JsonNode json;

  DecodedPayload(Schema schema, JsonNode json) {
    this.schema = schema;
    this.json = json;
  }

  /** The full name of its record. */
  public String type() {
    return schema.getFullName();
  }

  /** All of it; for those who may see everything. */
  public JsonNode json() {
    return json;
  }

  /** The same without what is hidden. */
  public JsonNode json(FieldMask mask) {
    return mask.apply(schema, json);
  }

  /** The name of its record only: payloads do not belong in messages. */
  @Override
  public String toString() {
    return type();
  }
}
