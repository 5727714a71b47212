package dev.sagas.export.rows;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.journal.RunKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows that several entries lead to: one for each key, in the order of their first entry. */
public final class RowBatch {
  private final Map<ExportTable, Map<List<Object>, Map<String, Object>>> tables = new HashMap<>();
  private final Set<RunKey> ended = new LinkedHashSet<>();

  /**
   * Adds a row, or what it changes in one of the same key.
   *
   * @param values by column; those that are missing are NULL
   */
  void put(ExportTable table, Map<String, Object> values) {
    List<Object> key = new ArrayList<>();
    table.keys().forEach(column -> key.add(values.get(column.name())));
    Map<List<Object>, Map<String, Object>> rows =
        tables.computeIfAbsent(table, name -> new LinkedHashMap<>());
    Map<String, Object> row = new HashMap<>(values);
    Map<String, Object> before = rows.getOrDefault(key, Map.of());
    table.columns().stream()
        .filter(Column::isKept)
        .map(Column::name)
        .filter(before::containsKey)
        .forEach(name -> row.putIfAbsent(name, before.get(name)));
    rows.put(key, row);
  }

  /** Its state need not be kept any more. */
  void end(SagaIdentity saga) {
    RunKey key = RunKey.of(saga);
    ended.add(key);
    tables
        .getOrDefault(ExportTable.EXPORT_STATES, new HashMap<>())
        .remove(List.of(key.saga().value(), key.run().value()));
  }

  /** The rows of a table. */
  public Collection<Map<String, Object>> rows(ExportTable table) {
    return tables.getOrDefault(table, Map.of()).values();
  }

  /** The runs whose state is to be deleted. */
  public Set<RunKey> ended() {
    return ended;
  }
}
