package dev.sagas.engine.wire;

import dev.sagas.serde.CompatibilityLevel;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SchemaNotRegisteredException;
import dev.sagas.serde.UnknownSchemaException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A registry in which definitions can be tried out: it registers nothing anywhere.
 *
 * <ul>
 *   <li>A schema that is not registered gets an id of its own, from {@value #FIRST_MADE_UP_ID} on,
 *       which holds in this object alone. Compatibility is not checked.
 *   <li>Safe for use by many threads.
 * </ul>
 */
public final class RehearsalRegistry implements RegistryClient {
  /** From here on ids are made up. */
  public static final int FIRST_MADE_UP_ID = 1_500_000_000;

  private final Optional<RegistryClient> real;
  private final Map<Integer, Schema> byId = new HashMap<>();
  private final Map<Schema, Integer> ids = new HashMap<>();
  private int nextId = FIRST_MADE_UP_ID;

  private RehearsalRegistry(Optional<RegistryClient> real, Map<Integer, Schema> known) {
    this.real = real;
    byId.putAll(known);
    known.forEach((id, schema) -> ids.put(schema, id));
  }

  /** Over a registry, which is read alone. */
  public static RehearsalRegistry over(RegistryClient real) {
    return new RehearsalRegistry(Optional.of(real), Map.of());
  }

  /** Over schemas that are known by their ids, without a network. */
  public static RehearsalRegistry of(Map<Integer, Schema> known) {
    return new RehearsalRegistry(Optional.empty(), known);
  }

  /** The id that the schema has, or gets here. */
  @Override
  public int register(String subject, Schema schema) {
    return idOf(subject, schema);
  }

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    Integer known = ids.get(schema);
    if (known != null) {
      return known;
    }
    int id = registered(subject, schema).orElseGet(() -> nextId++);
    ids.put(schema, id);
    byId.put(id, schema);
    return id;
  }

  private Optional<Integer> registered(String subject, Schema schema) {
    try {
      return real.map(registry -> registry.idOf(subject, schema));
    } catch (SchemaNotRegisteredException e) {
      return Optional.empty();
    }
  }

  @Override
  public int newestId(String subject) {
    return real.orElseThrow(
            () ->
                new SchemaNotRegisteredException(
                    "Expected a registry that knows subject " + subject + ", but there is none"))
        .newestId(subject);
  }

  @Override
  public synchronized Schema schemaById(int id) {
    Schema schema = byId.get(id);
    if (schema != null) {
      return schema;
    }
    return real.orElseThrow(
            () ->
                new UnknownSchemaException(
                    "Expected schema id " + id + " to be recorded, but it is not"))
        .schemaById(id);
  }

  @Override
  public boolean isCompatible(String subject, Schema schema) {
    return real.map(registry -> registry.isCompatible(subject, schema)).orElse(true);
  }

  @Override
  public void setCompatibility(String subject, CompatibilityLevel level) {
    throw new UnsupportedOperationException("A rehearsal changes nothing");
  }
}
