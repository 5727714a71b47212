package dev.sagas.cli.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sagas.operate.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** JSON schemas of the protocol's headers, as {@code docs/reference/protocol.md} specifies them. */
final class HeaderSchemas {
  private HeaderSchemas() {}

  /** The schemas of these groups, by name. */
  static ObjectNode of(Set<HeaderGroup> groups) {
    JsonNode file = read();
    ObjectNode schemas = Json.object();
    for (HeaderGroup group : HeaderGroup.values()) {
      if (groups.contains(group)) {
        schemas.set(group.name(), schema(file.at("/groups/" + group.name()), file.path("headers")));
      }
    }
    return schemas;
  }

  private static JsonNode read() {
    try (InputStream file =
        Objects.requireNonNull(HeaderSchemas.class.getResourceAsStream("headers.yaml"))) {
      return new YAMLMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read the schemas of the headers", e);
    }
  }

  private static ObjectNode schema(JsonNode group, JsonNode headers) {
    ObjectNode schema = Json.object().put("type", "object");
    schema.set("required", group.required("required"));
    ObjectNode properties = schema.putObject("properties");
    for (JsonNode names : List.of(group.required("required"), group.required("optional"))) {
      for (JsonNode name : names) {
        ObjectNode header = properties.putObject(name.asText()).put("type", "string");
        header.setAll((ObjectNode) headers.required(name.asText()));
      }
    }
    return schema;
  }
}
