package dev.sagas.operate.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;

/** Describes which JSON a schema expects, and what was found instead; never a value. */
final class Expected {
  private Expected() {}

  /** The types of a union that are not null. */
  static List<Schema> choices(Schema union) {
    return union.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
  }

  static String description(Schema schema) {
    LogicalForm form = LogicalForm.of(schema);
    if (form != LogicalForm.PLAIN) {
      return form.description();
    }
    return switch (schema.getType()) {
      case RECORD, MAP -> "an object";
      case ARRAY -> "an array";
      case STRING -> "text";
      case ENUM -> "one of " + schema.getEnumSymbols();
      case BYTES -> "bytes in base64";
      case FIXED -> schema.getFixedSize() + " bytes in base64";
      case INT -> "a whole number of 32 bits";
      case LONG -> "a whole number of 64 bits";
      case FLOAT, DOUBLE -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      case UNION -> unionDescription(schema);
    };
  }

  private static String unionDescription(Schema schema) {
    List<Schema> choices = choices(schema);
    if (choices.size() == 1) {
      return description(choices.get(0)) + " or null";
    }
    return "an object with one field of %s%s"
        .formatted(
            choices.stream().map(Schema::getFullName).toList(),
            choices.size() < schema.getTypes().size() ? " or null" : "");
  }

  static String at(String place, String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  static PayloadException mismatch(String place, String what, JsonNode json) {
    return new PayloadException(
        "Expected %s to be %s, but got %s"
            .formatted(place.isEmpty() ? "the whole" : place, what, kind(json)));
  }

  private static String kind(JsonNode json) {
    return switch (json.getNodeType()) {
      case STRING -> "text";
      case NUMBER -> "a number";
      default -> json.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }
}
