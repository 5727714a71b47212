package dev.sagas.orchestrator.definitions;

import dev.sagas.serde.CompatibilityLevel;
import dev.sagas.serde.RegistryClient;
import dev.sagas.serde.SchemaNotRegisteredException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Reads a registry, and keeps what is registered to itself, under ids that no registry gives.
 *
 * <ul>
 *   <li>A schema that the registry knows keeps its id.
 * </ul>
 */
final class TrialRegistry implements RegistryClient {
  private static final int FIRST_ID = 2_000_000_000;

  private final RegistryClient registry;
  private final List<Schema> own = new ArrayList<>();

  TrialRegistry(RegistryClient registry) {
    this.registry = registry;
  }

  @Override
  public int register(String subject, Schema schema) {
    try {
      return registry.idOf(subject, schema);
    } catch (SchemaNotRegisteredException e) {
      return keep(schema);
    }
  }

  private synchronized int keep(Schema schema) {
    int index = own.indexOf(schema);
    if (index < 0) {
      index = own.size();
      own.add(schema);
    }
    return FIRST_ID + index;
  }

  @Override
  public int idOf(String subject, Schema schema) {
    synchronized (this) {
      int index = own.indexOf(schema);
      if (index >= 0) {
        return FIRST_ID + index;
      }
    }
    return registry.idOf(subject, schema);
  }

  @Override
  public int newestId(String subject) {
    return registry.newestId(subject);
  }

  @Override
  public Schema schemaById(int id) {
    synchronized (this) {
      if (id >= FIRST_ID && id < FIRST_ID + own.size()) {
        return own.get(id - FIRST_ID);
      }
    }
    return registry.schemaById(id);
  }

  @Override
  public boolean isCompatible(String subject, Schema schema) {
    return registry.isCompatible(subject, schema);
  }

  @Override
  public void setCompatibility(String subject, CompatibilityLevel level) {
    throw new UnsupportedOperationException("Expected a trial to change nothing");
  }
}
