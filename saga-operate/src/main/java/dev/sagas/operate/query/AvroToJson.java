package dev.sagas.operate.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro values as plain JSON; {@link JsonToAvro} reads it.
 *
 * <ul>
 *   <li>A union of one type and null is the value or null; of several types, an object whose one
 *       field is named after the type, as in Avro's own JSON.
 *   <li>Bytes are base64; see {@link LogicalForm} for instants, dates and decimals.
 * </ul>
 */
final class AvroToJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final GenericData PLAIN = new GenericData();

  private AvroToJson() {}

  static JsonNode node(Schema schema, Object value) {
    return switch (schema.getType()) {
      case RECORD -> record(schema, (IndexedRecord) value);
      case ARRAY -> array(schema, (Collection<?>) value);
      case MAP -> map(schema, (Map<?, ?>) value);
      case UNION -> union(schema, value);
      case ENUM, STRING -> JSON.textNode(value.toString());
      case BYTES -> bytes(schema, (ByteBuffer) value);
      case FIXED -> bytes(schema, ByteBuffer.wrap(((GenericFixed) value).bytes()));
      case INT, LONG -> number(schema, ((Number) value).longValue());
      case FLOAT -> JSON.numberNode(((Number) value).floatValue());
      case DOUBLE -> JSON.numberNode(((Number) value).doubleValue());
      case BOOLEAN -> JSON.booleanNode((Boolean) value);
      case NULL -> JSON.nullNode();
    };
  }

  private static ObjectNode record(Schema schema, IndexedRecord record) {
    ObjectNode object = JSON.objectNode();
    for (Schema.Field field : schema.getFields()) {
      object.set(field.name(), orNull(field.schema(), record.get(field.pos())));
    }
    return object;
  }

  private static JsonNode orNull(Schema schema, @Nullable Object value) {
    return value == null ? JSON.nullNode() : node(schema, value);
  }

  private static ArrayNode array(Schema schema, Collection<?> elements) {
    ArrayNode array = JSON.arrayNode();
    for (Object element : elements) {
      array.add(orNull(schema.getElementType(), element));
    }
    return array;
  }

  private static ObjectNode map(Schema schema, Map<?, ?> entries) {
    ObjectNode object = JSON.objectNode();
    entries.forEach(
        (key, value) -> object.set(key.toString(), orNull(schema.getValueType(), value)));
    return object;
  }

  private static JsonNode union(Schema schema, Object value) {
    Schema type = schema.getTypes().get(PLAIN.resolveUnion(schema, value));
    JsonNode node = node(type, value);
    return Expected.choices(schema).size() == 1
        ? node
        : JSON.objectNode().set(type.getFullName(), node);
  }

  private static JsonNode number(Schema schema, long value) {
    LogicalForm form = LogicalForm.of(schema);
    return form == LogicalForm.PLAIN ? JSON.numberNode(value) : JSON.textNode(form.text(value));
  }

  private static JsonNode bytes(Schema schema, ByteBuffer value) {
    if (LogicalForm.of(schema) == LogicalForm.DECIMAL) {
      return JSON.textNode(LogicalForm.decimal(schema, value).toPlainString());
    }
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return JSON.binaryNode(bytes);
  }
}
