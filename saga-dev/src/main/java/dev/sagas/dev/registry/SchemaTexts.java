package dev.sagas.dev.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sagas.dev.registry.RegistryChange.VersionSet;
import dev.sagas.dev.registry.StoredSchema.Reference;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Parses schema texts, with what they refer to out of the catalog. */
final class SchemaTexts {
  private static final int MAX_REFERENCE_DEPTH = 20;

  private final Catalog catalog;

  SchemaTexts(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The text in the one form in which texts are compared: as Avro prints it. With references, which
   * Avro would print too, it is only stripped of white space.
   *
   * @throws RegistryError if it is not a schema, or refers to what is not there
   */
  StoredSchema normal(StoredSchema given) {
    Schema schema = parse(given);
    String text = given.references().isEmpty() ? schema.toString() : compact(given.text());
    return new StoredSchema(text, given.references());
  }

  private static String compact(String json) {
    try {
      return ChangeJson.JSON.readTree(json).toString();
    } catch (JsonProcessingException e) {
      throw RegistryError.invalidSchema("it is not JSON");
    }
  }

  Schema parse(StoredSchema stored) {
    Schema.Parser parser = new Schema.Parser();
    try {
      parseReferences(parser, stored, 0);
      return parser.parse(stored.text());
    } catch (AvroRuntimeException e) {
      throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
    }
  }

  private void parseReferences(Schema.Parser parser, StoredSchema stored, int depth) {
    if (depth > MAX_REFERENCE_DEPTH) {
      throw RegistryError.invalidSchema("references are nested too deeply");
    }
    for (Reference reference : stored.references()) {
      StoredSchema target = resolve(reference);
      parseReferences(parser, target, depth + 1);
      if (!parser.getTypes().containsKey(reference.name())) {
        parser.parse(target.text());
      }
    }
  }

  private StoredSchema resolve(Reference reference) {
    return catalog.versions(reference.subject(), true).stream()
        .filter(version -> version.version() == reference.version())
        .map(VersionSet::schema)
        .findFirst()
        .orElseThrow(
            () ->
                RegistryError.invalidSchema(
                    "it refers to subject '%s' version %s, which is not there"
                        .formatted(reference.subject(), reference.version())));
  }
}
