package dev.sagas.archive.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Which journal an archive is of. Never changes.
 *
 * @param topic its name
 * @param clusterId of the Kafka cluster
 * @param topicId which Kafka gives a topic when it is created: one of the same name that is created
 *     again has other offsets
 */
public record ArchiveIdentity(String topic, String clusterId, String topicId) {
  static final int FORMAT = 1;

  /** As it is stored. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    json.put("topic", topic);
    json.put("clusterId", clusterId);
    json.put("topicId", topicId);
    return json.toString();
  }

  /** What the first entry of each partition's manifest names as the one before. */
  public String hash() {
    return Digests.of(json());
  }

  /** Reads what {@link #json} wrote. */
  static ArchiveIdentity parse(String text, String where) {
    try {
      JsonNode json = ManifestEntry.JSON.readTree(text);
      int format = json.path("format").asInt();
      if (format != FORMAT) {
        throw new ArchiveException(
            "Expected %s to have format %s, but it has %s: it was written by a newer version"
                .formatted(where, FORMAT, format));
      }
      ArchiveIdentity read =
          new ArchiveIdentity(
              json.path("topic").asText(),
              json.path("clusterId").asText(),
              json.path("topicId").asText());
      if (!read.json().equals(text)) {
        throw new ArchiveException(
            "Expected %s to be %s, but it is %s".formatted(where, read.json(), text));
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new ArchiveException("Expected JSON in %s, but found: %s".formatted(where, text), e);
    }
  }
}
