package dev.sagas.participant;

import dev.sagas.participant.StagedOutput.Change;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A partition's rows including the changes of earlier commands of the same batch. Thread-safe. */
final class StagedRows {
  private final FenceShard committed;
  private final Map<String, StoredRow> changed = new ConcurrentHashMap<>();

  StagedRows(FenceShard committed) {
    this.committed = committed;
  }

  /** True if what is staged on these rows must no longer be written. */
  boolean areRevoked() {
    return committed.isRevoked();
  }

  Optional<StoredRow> find(String executeKey) {
    StoredRow row = changed.get(executeKey);
    return row == null ? committed.find(executeKey) : Optional.of(row);
  }

  void put(Change change) {
    changed.put(change.executeKey(), change.row());
  }
}
