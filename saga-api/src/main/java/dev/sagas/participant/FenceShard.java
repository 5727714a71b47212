package dev.sagas.participant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * The committed rows of one partition of the fence, by execute key. Changed by the poll thread
 * alone, while no lane reads.
 */
final class FenceShard {
  private final Map<String, StoredRow> rows = new HashMap<>();

  Optional<StoredRow> find(String executeKey) {
    return Optional.ofNullable(rows.get(executeKey));
  }

  void put(String executeKey, StoredRow row) {
    rows.put(executeKey, row);
  }

  void remove(String executeKey) {
    rows.remove(executeKey);
  }

  /** Keys of rows whose time is over. */
  List<String> expired(long nowMs, int limit) {
    return rows.entrySet().stream()
        .filter(row -> row.getValue().isExpired(nowMs))
        .limit(limit)
        .map(Entry::getKey)
        .toList();
  }

  int size() {
    return rows.size();
  }
}
