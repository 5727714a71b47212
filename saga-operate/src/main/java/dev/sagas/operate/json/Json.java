package dev.sagas.operate.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What all JSON has in common. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Texts, numbers, truth values, and lists and maps of them. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A text; null if it is empty. */
  public static void put(ObjectNode node, String name, Optional<?> value) {
    if (value.isPresent()) {
      node.put(name, value.get().toString());
    } else {
      node.putNull(name);
    }
  }

  /** An instant in ISO 8601. */
  public static void putTime(ObjectNode node, String name, long epochMs) {
    node.put(name, Instant.ofEpochMilli(epochMs).toString());
  }

  /** The same; null if it is empty. */
  public static void putTime(ObjectNode node, String name, OptionalLong epochMs) {
    if (epochMs.isPresent()) {
      putTime(node, name, epochMs.getAsLong());
    } else {
      node.putNull(name);
    }
  }

  /** The JSON over several lines. */
  public static String text(JsonNode json) {
    return written(MAPPER.writerWithDefaultPrettyPrinter(), json);
  }

  /** The same in one line. */
  public static String line(JsonNode json) {
    return written(MAPPER.writer(), json);
  }

  private static String written(ObjectWriter writer, JsonNode json) {
    try {
      return writer.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a tree of JSON to be writable", e);
    }
  }
}
