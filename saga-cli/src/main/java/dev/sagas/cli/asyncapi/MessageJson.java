package dev.sagas.cli.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.operate.json.Json;
import org.apache.avro.Schema;

/** A message as AsyncAPI describes it. */
final class MessageJson {
  private static final String AVRO = "application/vnd.apache.avro;version=1.9.0";

  /** What Avro's compiler adds for Java; it says nothing of the bytes. */
  private static final String JAVA_STRING = "avro.java.string";

  private static final String NO_SCHEMA =
      "The record is the participant's choice, or its schema is not registered yet.";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MessageJson() {}

  static ObjectNode node(Message message) {
    ObjectNode node = Json.object();
    node.put("name", message.id()).put("summary", message.summary());
    node.put("contentType", "application/avro");
    node.putObject("correlationId")
        .put("location", "$message.header#/" + message.headers().group().correlation());
    node.set("headers", headers(message.headers()));
    message
        .payload()
        .ifPresentOrElse(
            schema ->
                node.putObject("payload").put("schemaFormat", AVRO).set("schema", plain(schema)),
            () -> node.put("description", NO_SCHEMA));
    node.putObject("bindings").set("kafka", binding(message));
    return node;
  }

  private static ObjectNode headers(Headers headers) {
    ObjectNode node = Json.object().put("type", "object");
    node.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + headers.group());
    if (!headers.fixed().isEmpty()) {
      ObjectNode fixed = node.putObject("properties");
      headers
          .fixed()
          .forEach(
              (name, value) -> fixed.putObject(name).put("type", "string").put("const", value));
    }
    return node;
  }

  private static ObjectNode binding(Message message) {
    ObjectNode kafka = Json.object();
    kafka.putObject("key").put("type", "string").put("description", "The saga's id.");
    String strategy =
        message.headers().group() == HeaderGroup.outcomeHeaders
            ? "TopicNameStrategy"
            : "RecordNameStrategy";
    return kafka
        .put("schemaIdLocation", "payload")
        .put("schemaIdPayloadEncoding", "confluent")
        .put("schemaLookupStrategy", strategy)
        .put("bindingVersion", "0.5.0");
  }

  private static JsonNode plain(Schema schema) {
    JsonNode json;
    try {
      json = MAPPER.readTree(schema.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a schema to be JSON", e);
    }
    json.findParents(JAVA_STRING).forEach(parent -> ((ObjectNode) parent).remove(JAVA_STRING));
    return json;
  }
}
