package dev.sagas.dev.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sagas.dev.registry.RegistryChange.IdsUsed;
import dev.sagas.dev.registry.RegistryChange.LevelSet;
import dev.sagas.dev.registry.RegistryChange.ModeSet;
import dev.sagas.dev.registry.RegistryChange.VersionErased;
import dev.sagas.dev.registry.RegistryChange.VersionSet;
import dev.sagas.dev.registry.StoredSchema.Reference;
import dev.sagas.serde.CompatibilityLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes as records of a compacted topic: the key says what a change is about, so that the newest
 * one stands for all before it. The layout is that of Confluent's registry, but for {@code
 * IDS_USED}.
 */
final class ChangeJson {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "keytype";

  /** A record's key and value; no value for what is gone. */
  record Entry(String key, @Nullable String value) {}

  private ChangeJson() {}

  static Entry write(RegistryChange change) {
    return change.accept(new Writing());
  }

  /** The record of each kind of change. */
  private static final class Writing implements RegistryChange.Visitor<Entry> {
    @Override
    public Entry versionSet(VersionSet set) {
      return entry(versionKey(set.subject(), set.version()), version(set));
    }

    @Override
    public Entry versionErased(VersionErased erased) {
      return entry(versionKey(erased.subject(), erased.version()), null);
    }

    @Override
    public Entry levelSet(LevelSet set) {
      ObjectNode value = JSON.createObjectNode();
      set.level().ifPresent(level -> value.put("compatibilityLevel", level.name()));
      return entry(subjectKey("CONFIG", set.subject()), set.level().isEmpty() ? null : value);
    }

    @Override
    public Entry modeSet(ModeSet set) {
      ObjectNode value = JSON.createObjectNode();
      set.mode().ifPresent(mode -> value.put("mode", mode.name()));
      return entry(subjectKey("MODE", set.subject()), set.mode().isEmpty() ? null : value);
    }

    @Override
    public Entry idsUsed(IdsUsed used) {
      ObjectNode value = JSON.createObjectNode().put("highest", used.highest());
      return entry(JSON.createObjectNode().put(TYPE, "IDS_USED").put("magic", 0), value);
    }
  }

  /** Empty for records of kinds that are not known here. */
  static Optional<RegistryChange> read(Entry entry) {
    JsonNode key = parse(entry.key());
    JsonNode value = entry.value() == null ? JSON.missingNode() : parse(entry.value());
    Optional<String> subject = Optional.ofNullable(key.path("subject").textValue());
    return switch (key.path(TYPE).asText()) {
      case "SCHEMA" -> Optional.of(version(key, value));
      case "CONFIG" ->
          Optional.of(
              new LevelSet(
                  subject, text(value, "compatibilityLevel").map(CompatibilityLevel::valueOf)));
      case "MODE" ->
          Optional.of(new ModeSet(subject, text(value, "mode").map(RegistryMode::valueOf)));
      case "IDS_USED" -> Optional.of(new IdsUsed(value.path("highest").asInt()));
      default -> Optional.empty();
    };
  }

  private static RegistryChange version(JsonNode key, JsonNode value) {
    String subject = key.path("subject").asText();
    int version = key.path("version").asInt();
    if (value.isMissingNode()) {
      return new VersionErased(subject, version);
    }
    StoredSchema schema =
        new StoredSchema(value.path("schema").asText(), references(value.path("references")));
    return new VersionSet(
        subject, version, value.path("id").asInt(), schema, value.path("deleted").asBoolean());
  }

  private static ObjectNode version(VersionSet set) {
    ObjectNode value =
        JSON.createObjectNode()
            .put("subject", set.subject())
            .put("version", set.version())
            .put("id", set.id())
            .put("schema", set.schema().text())
            .put("deleted", set.deleted());
    addReferences(value, set.schema());
    return value;
  }

  static void addReferences(ObjectNode json, StoredSchema schema) {
    if (schema.references().isEmpty()) {
      return;
    }
    for (Reference reference : schema.references()) {
      json.withArray("/references")
          .addObject()
          .put("name", reference.name())
          .put("subject", reference.subject())
          .put("version", reference.version());
    }
  }

  static List<Reference> references(JsonNode json) {
    List<Reference> references = new ArrayList<>();
    for (JsonNode reference : json) {
      references.add(
          new Reference(
              reference.path("name").asText(),
              reference.path("subject").asText(),
              reference.path("version").asInt()));
    }
    return references;
  }

  private static ObjectNode versionKey(String subject, int version) {
    return JSON.createObjectNode()
        .put(TYPE, "SCHEMA")
        .put("subject", subject)
        .put("version", version)
        .put("magic", 1);
  }

  private static ObjectNode subjectKey(String type, Optional<String> subject) {
    return JSON.createObjectNode()
        .put(TYPE, type)
        .put("subject", subject.orElse(null))
        .put("magic", 0);
  }

  private static Entry entry(ObjectNode key, @Nullable ObjectNode value) {
    return new Entry(key.toString(), value == null ? null : value.toString());
  }

  private static Optional<String> text(JsonNode value, String field) {
    return Optional.ofNullable(value.path(field).textValue());
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected the registry's topic to hold JSON", e);
    }
  }
}
