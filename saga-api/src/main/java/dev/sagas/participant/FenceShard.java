package dev.sagas.participant;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The committed rows of one partition of the fence, by execute key, while the partition is assigned
 * to this instance. Changed only by the poll thread, also read by workers.
 */
final class FenceShard {
  private final Map<String, StoredRow> rows = new ConcurrentHashMap<>();

  private volatile boolean revoked;

  /** The partition now belongs to another instance, or its rows are being read again. */
  void revoke() {
    revoked = true;
  }

  boolean isRevoked() {
    return revoked;
  }

  Optional<StoredRow> find(String executeKey) {
    return Optional.ofNullable(rows.get(executeKey));
  }

  void put(String executeKey, StoredRow row) {
    rows.put(executeKey, row);
  }

  void remove(String executeKey) {
    rows.remove(executeKey);
  }

  /** Keys of expired rows. */
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
