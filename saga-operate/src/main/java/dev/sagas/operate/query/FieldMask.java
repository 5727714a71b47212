package dev.sagas.operate.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Hides fields of payloads from those who may not see them.
 *
 * <ul>
 *   <li>Hidden are fields whose field or type has the property {@code "sensitive": true} in the
 *       schema, in records within records, unions, arrays and maps as well, with all that they
 *       contain.
 *   <li>Also hidden are the fields that are named here: as {@code Type.field}, with or without the
 *       type's namespace, or by their path from the outermost record, such as {@code
 *       customer.card.number}; elements of arrays and maps do not count in a path.
 *   <li>Every hidden value is {@value #MASK}, whatever it was, null included.
 *   <li>JSON that is not of the form that the schema gives is hidden as a whole.
 * </ul>
 */
public final class FieldMask {
  /** What is shown in place of a hidden value. */
  public static final String MASK = "***";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SENSITIVE = "sensitive";

  private final Set<String> names;

  private FieldMask(Set<String> names) {
    this.names = Set.copyOf(names);
  }

  /** Hides what schemas declare as sensitive, and the named fields. */
  public static FieldMask of(Collection<String> names) {
    return new FieldMask(Set.copyOf(names));
  }

  /** The fields that are hidden besides those that schemas declare as sensitive. */
  public Set<String> names() {
    return names;
  }

  /** A copy of a value's JSON without what is hidden. */
  JsonNode apply(Schema schema, JsonNode json) {
    return masked(schema, json, "");
  }

  private JsonNode masked(Schema schema, JsonNode json, String path) {
    if (isSensitive(schema)) {
      return mask();
    }
    return switch (schema.getType()) {
      case RECORD -> record(schema, json, path);
      case ARRAY -> json.isArray() ? array(schema, json, path) : mask();
      case MAP -> json.isObject() ? map(schema, json, path) : mask();
      case UNION -> union(schema, json, path);
      case ENUM, STRING, BYTES, FIXED, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
          json.isContainerNode() ? mask() : json;
    };
  }

  private static JsonNode mask() {
    return JSON.textNode(MASK);
  }

  private static boolean isSensitive(JsonProperties declared) {
    return Boolean.TRUE.equals(declared.getObjectProp(SENSITIVE));
  }

  private JsonNode record(Schema schema, JsonNode json, String path) {
    if (!json.isObject()) {
      return mask();
    }
    ObjectNode masked = JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      Schema.Field field = schema.getField(entry.getKey());
      masked.set(entry.getKey(), field == null ? mask() : field(schema, field, entry, path));
    }
    return masked;
  }

  private JsonNode field(
      Schema schema, Schema.Field field, Map.Entry<String, JsonNode> entry, String path) {
    String place = path.isEmpty() ? field.name() : path + "." + field.name();
    boolean hidden =
        isSensitive(field)
            || names.contains(place)
            || names.contains(schema.getName() + "." + field.name())
            || names.contains(schema.getFullName() + "." + field.name());
    return hidden ? mask() : masked(field.schema(), entry.getValue(), place);
  }

  private JsonNode array(Schema schema, JsonNode json, String path) {
    ArrayNode masked = JSON.arrayNode();
    json.forEach(element -> masked.add(masked(schema.getElementType(), element, path)));
    return masked;
  }

  private JsonNode map(Schema schema, JsonNode json, String path) {
    ObjectNode masked = JSON.objectNode();
    json.properties()
        .forEach(
            entry ->
                masked.set(entry.getKey(), masked(schema.getValueType(), entry.getValue(), path)));
    return masked;
  }

  /** As {@link AvroToJson} writes it: the value alone, or with the name of its type. */
  private JsonNode union(Schema schema, JsonNode json, String path) {
    List<Schema> choices = Expected.choices(schema);
    if (json.isNull()) {
      return choices.stream().anyMatch(FieldMask::isSensitive) ? mask() : json;
    }
    if (choices.size() == 1) {
      return masked(choices.get(0), json, path);
    }
    for (Schema choice : choices) {
      if (json.size() == 1 && json.has(choice.getFullName())) {
        JsonNode value = masked(choice, json.path(choice.getFullName()), path);
        return JSON.objectNode().set(choice.getFullName(), value);
      }
    }
    return mask();
  }
}
