package dev.sagas.dev.registry;

import dev.sagas.dev.registry.ChangeJson.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A compacted topic in memory, which outlives the registries on it and can be taken away. */
final class MemorySchemaLog implements SchemaLog {
  private final Map<String, String> records = new LinkedHashMap<>();
  private boolean failing;

  void fail(boolean yes) {
    failing = yes;
  }

  @Override
  public List<RegistryChange> open() {
    requireUp();
    List<RegistryChange> changes = new ArrayList<>();
    records.forEach((key, value) -> ChangeJson.read(new Entry(key, value)).ifPresent(changes::add));
    // What compaction leaves of a tombstone in the end is nothing.
    records.values().removeIf(value -> value == null);
    return changes;
  }

  @Override
  public void append(List<RegistryChange> changes) {
    requireUp();
    for (RegistryChange change : changes) {
      Entry entry = ChangeJson.write(change);
      records.remove(entry.key());
      records.put(entry.key(), entry.value());
    }
  }

  private void requireUp() {
    if (failing) {
      throw new LogUnavailableException("The log is away", new IllegalStateException("test"));
    }
  }

  @Override
  public void close() {
    // The records stay.
  }
}
