package dev.sagas.serde;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A registry in memory, for tests without a network. Pass it on under {@link
 * RegistryClient#CLIENT_CONFIG}.
 *
 * <ul>
 *   <li>Ids count from 1; the same schema has the same id under all subjects.
 *   <li>A schema must be able to read what the subject's last one wrote, unless {@link
 *       #setCompatibility} sets {@link CompatibilityLevel#NONE}; the other levels are not
 *       distinguished.
 * </ul>
 */
public final class InMemoryRegistryClient implements RegistryClient {
  private final List<Schema> schemas = new ArrayList<>();
  private final Map<String, List<Integer>> subjects = new HashMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    int known = schemas.indexOf(schema) + 1;
    if (subjects.getOrDefault(subject, List.of()).contains(known)) {
      return known;
    }
    if (!isCompatible(subject, schema)) {
      throw new IncompatibleSchemaException(
          "Expected %s to be compatible with the last version of subject %s"
              .formatted(schema.getFullName(), subject));
    }
    int index = schemas.indexOf(schema);
    if (index < 0) {
      index = schemas.size();
      schemas.add(schema);
    }
    List<Integer> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
    if (!versions.contains(index + 1)) {
      versions.add(index + 1);
    }
    return index + 1;
  }

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    int id = schemas.indexOf(schema) + 1;
    if (!subjects.getOrDefault(subject, List.of()).contains(id)) {
      throw new SchemaNotRegisteredException(
          "Expected schema %s to be registered under subject %s, but it is not"
              .formatted(schema.getFullName(), subject));
    }
    return id;
  }

  @Override
  public synchronized int newestId(String subject) {
    List<Integer> versions = subjects.getOrDefault(subject, List.of());
    if (versions.isEmpty()) {
      throw new SchemaNotRegisteredException(
          "Expected a schema under subject " + subject + ", but there is none");
    }
    return versions.get(versions.size() - 1);
  }

  @Override
  public synchronized Schema schemaById(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaException(
          "Expected the registry to know schema id " + id + ", but it does not");
    }
    return schemas.get(id - 1);
  }

  @Override
  public synchronized boolean isCompatible(String subject, Schema schema) {
    return incompatibilities(subject, schema).isEmpty();
  }

  @Override
  public synchronized List<String> incompatibilities(String subject, Schema schema) {
    List<Integer> versions = subjects.getOrDefault(subject, List.of());
    if (versions.isEmpty() || levels.get(subject) == CompatibilityLevel.NONE) {
      return List.of();
    }
    return AvroCompatibility.problems(schema, schemas.get(versions.get(versions.size() - 1) - 1));
  }

  @Override
  public synchronized void setCompatibility(String subject, CompatibilityLevel level) {
    levels.put(subject, level);
  }
}
