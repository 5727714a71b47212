package dev.sagas.archive.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * An entry of a partition's manifest: what is in a segment, and the entry before.
 *
 * <ul>
 *   <li>Stored as JSON in one line, its fields in this order and its own {@link #hash} last:
 *       SHA-256 of the same text without that field.
 * </ul>
 *
 * @param previous hash of the entry before, or of the archive's identity if this is the first
 */
public record ManifestEntry(Stretch stretch, SegmentFile file, String previous) {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String HASH = "hash";

  /** SHA-256 over everything else in the entry. */
  public String hash() {
    return Digests.of(fields().toString());
  }

  /** As it is stored. */
  public String json() {
    return fields().put(HASH, hash()).toString();
  }

  private ObjectNode fields() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("partition", stretch.partition());
    json.put("segment", stretch.number());
    json.put("firstOffset", stretch.firstOffset());
    json.put("nextOffset", stretch.nextOffset());
    json.put("records", stretch.records());
    stretch.times().ifPresent(times -> json.put("earliestMs", times.earliestMs()));
    stretch.times().ifPresent(times -> json.put("latestMs", times.latestMs()));
    json.put("file", file.key());
    json.put("bytes", file.bytes());
    json.put("sha256", file.sha256());
    return json.put("previous", previous);
  }

  /**
   * Reads an entry.
   *
   * @param where for the message
   * @throws ArchiveException if the text is not exactly what {@link #json} wrote
   */
  public static ManifestEntry parse(String text, String where) {
    ManifestEntry entry;
    try {
      entry = of(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new ArchiveException("Expected JSON in %s, but found: %s".formatted(where, text), e);
    }
    if (!entry.json().equals(text)) {
      throw new ArchiveException(
          "Expected %s to have the hash of its content, %s, but it was changed: %s"
              .formatted(where, entry.hash(), text));
    }
    return entry;
  }

  private static ManifestEntry of(JsonNode json) {
    Optional<RecordTimeSpan> times =
        json.has("earliestMs")
            ? Optional.of(
                new RecordTimeSpan(
                    json.path("earliestMs").asLong(), json.path("latestMs").asLong()))
            : Optional.empty();
    return new ManifestEntry(
        new Stretch(
            json.path("partition").asInt(),
            json.path("segment").asLong(),
            json.path("firstOffset").asLong(),
            json.path("nextOffset").asLong(),
            json.path("records").asLong(),
            times),
        new SegmentFile(
            json.path("file").asText(), json.path("bytes").asLong(), json.path("sha256").asText()),
        json.path("previous").asText());
  }
}
