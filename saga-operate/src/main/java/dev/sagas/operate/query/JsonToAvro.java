package dev.sagas.operate.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro values from the JSON that {@link AvroToJson} writes.
 *
 * <ul>
 *   <li>A field that is left out gets its default; a field without a default is required. A field
 *       that the schema does not have is an error.
 *   <li>A mismatch causes a {@link PayloadException} that names the position, not the value.
 * </ul>
 */
final class JsonToAvro {
  private static final GenericData PLAIN = new GenericData();

  private JsonToAvro() {}

  static GenericData.Record record(Schema schema, JsonNode json) {
    return record(schema, json, "");
  }

  private static @Nullable Object value(Schema schema, JsonNode json, String place) {
    return switch (schema.getType()) {
      case RECORD -> record(schema, json, place);
      case ARRAY -> array(schema, json, place);
      case MAP -> map(schema, json, place);
      case UNION -> union(schema, json, place);
      case STRING -> text(json, place);
      case ENUM -> symbol(schema, json, place);
      case BYTES -> ByteBuffer.wrap(bytes(schema, json, place));
      case FIXED -> fixed(schema, json, place);
      case INT -> Math.toIntExact(number(schema, json, place));
      case LONG -> number(schema, json, place);
      case FLOAT -> real(json, place).floatValue();
      case DOUBLE -> real(json, place).doubleValue();
      case BOOLEAN -> truth(json, place);
      case NULL -> nothing(json, place);
    };
  }

  private static GenericData.Record record(Schema schema, JsonNode json, String place) {
    if (!json.isObject()) {
      throw Expected.mismatch(place, "an object", json);
    }
    Set<String> unknown = new HashSet<>();
    json.fieldNames().forEachRemaining(unknown::add);
    GenericData.Record record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      unknown.remove(field.name());
      record.put(field.pos(), field(field, json, place));
    }
    if (!unknown.isEmpty()) {
      throw new PayloadException(
          "Expected no field %s: %s has %s"
              .formatted(
                  unknown.stream()
                      .sorted()
                      .findFirst()
                      .map(name -> Expected.at(place, name))
                      .orElse(""),
                  schema.getFullName(),
                  schema.getFields().stream().map(Schema.Field::name).toList()));
    }
    return record;
  }

  private static @Nullable Object field(Schema.Field field, JsonNode json, String place) {
    JsonNode value = json.get(field.name());
    String at = Expected.at(place, field.name());
    if (value != null) {
      return value(field.schema(), value, at);
    }
    if (!field.hasDefaultValue()) {
      throw new PayloadException(
          "Expected %s to be %s, but it is missing"
              .formatted(at, Expected.description(field.schema())));
    }
    return PLAIN.getDefaultValue(field);
  }

  private static List<@Nullable Object> array(Schema schema, JsonNode json, String place) {
    if (!json.isArray()) {
      throw Expected.mismatch(place, "an array", json);
    }
    List<@Nullable Object> elements = new ArrayList<>(json.size());
    for (JsonNode element : json) {
      elements.add(value(schema.getElementType(), element, place + "[" + elements.size() + "]"));
    }
    return elements;
  }

  private static Map<String, @Nullable Object> map(Schema schema, JsonNode json, String place) {
    if (!json.isObject()) {
      throw Expected.mismatch(place, "an object", json);
    }
    Map<String, @Nullable Object> entries = new HashMap<>();
    json.properties()
        .forEach(
            entry ->
                entries.put(
                    entry.getKey(),
                    value(
                        schema.getValueType(),
                        entry.getValue(),
                        Expected.at(place, entry.getKey()))));
    return entries;
  }

  private static @Nullable Object union(Schema schema, JsonNode json, String place) {
    List<Schema> choices = Expected.choices(schema);
    if (json.isNull() && choices.size() < schema.getTypes().size()) {
      return null;
    }
    if (choices.size() == 1) {
      return value(choices.get(0), json, place);
    }
    for (Schema choice : choices) {
      JsonNode chosen = json.get(choice.getFullName());
      if (json.isObject() && json.size() == 1 && chosen != null) {
        return value(choice, chosen, Expected.at(place, choice.getFullName()));
      }
    }
    throw Expected.mismatch(place, Expected.description(schema), json);
  }

  private static String text(JsonNode json, String place) {
    if (!json.isTextual()) {
      throw Expected.mismatch(place, "text", json);
    }
    return json.textValue();
  }

  private static GenericData.EnumSymbol symbol(Schema schema, JsonNode json, String place) {
    if (!json.isTextual() || !schema.hasEnumSymbol(json.textValue())) {
      throw Expected.mismatch(place, Expected.description(schema), json);
    }
    return new GenericData.EnumSymbol(schema, json.textValue());
  }

  private static byte[] bytes(Schema schema, JsonNode json, String place) {
    if (LogicalForm.of(schema) == LogicalForm.DECIMAL) {
      return decimal(schema, json, place).toByteArray();
    }
    try {
      byte[] bytes = json.isTextual() || json.isBinary() ? json.binaryValue() : null;
      if (bytes != null) {
        return bytes;
      }
    } catch (IOException e) {
      throw Expected.mismatch(place, Expected.description(schema), json);
    }
    throw Expected.mismatch(place, Expected.description(schema), json);
  }

  private static BigInteger decimal(Schema schema, JsonNode json, String place) {
    try {
      BigDecimal decimal =
          json.isNumber() ? json.decimalValue() : new BigDecimal(text(json, place));
      return LogicalForm.unscaled(schema, decimal);
    } catch (NumberFormatException | ArithmeticException e) {
      throw Expected.mismatch(place, Expected.description(schema), json);
    }
  }

  private static GenericData.Fixed fixed(Schema schema, JsonNode json, String place) {
    byte[] bytes = bytes(schema, json, place);
    int size = schema.getFixedSize();
    if (LogicalForm.of(schema) == LogicalForm.DECIMAL && bytes.length < size) {
      byte[] extended = new byte[size];
      Arrays.fill(extended, bytes[0] < 0 ? (byte) -1 : 0);
      System.arraycopy(bytes, 0, extended, size - bytes.length, bytes.length);
      return new GenericData.Fixed(schema, extended);
    }
    if (bytes.length != size) {
      throw Expected.mismatch(place, Expected.description(schema), json);
    }
    return new GenericData.Fixed(schema, bytes);
  }

  /** A whole number in the range of its type. */
  private static long number(Schema schema, JsonNode json, String place) {
    LogicalForm form = LogicalForm.of(schema);
    boolean isInt = schema.getType() == Schema.Type.INT;
    try {
      if (form != LogicalForm.PLAIN && json.isTextual()) {
        long number = form.number(json.textValue());
        return isInt ? Math.toIntExact(number) : number;
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw Expected.mismatch(place, Expected.description(schema), json);
    }
    if (!json.isIntegralNumber() || !(isInt ? json.canConvertToInt() : json.canConvertToLong())) {
      throw Expected.mismatch(place, Expected.description(schema), json);
    }
    return json.longValue();
  }

  private static Number real(JsonNode json, String place) {
    if (!json.isNumber()) {
      throw Expected.mismatch(place, "a number", json);
    }
    return json.numberValue();
  }

  private static boolean truth(JsonNode json, String place) {
    if (!json.isBoolean()) {
      throw Expected.mismatch(place, "true or false", json);
    }
    return json.booleanValue();
  }

  private static @Nullable Object nothing(JsonNode json, String place) {
    if (!json.isNull()) {
      throw Expected.mismatch(place, "null", json);
    }
    return null;
  }
}
