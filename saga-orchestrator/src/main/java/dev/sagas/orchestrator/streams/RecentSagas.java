package dev.sagas.orchestrator.streams;

import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.protocol.SagaId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The decoded checkpoints of one partition's recent live sagas, so that a saga's next input need
 * not read, check and decode what its last one has written.
 *
 * <ul>
 *   <li>What it has is what the store has: it is changed with the store, and is empty whenever the
 *       partition is taken up, so that a transaction that is aborted leaves nothing behind.
 *   <li>A checkpoint's digest is checked when it is first read from the store: after a restore or a
 *       restart, or when the saga has not moved for long. What is here was never on a disk.
 *   <li>Bounded in sagas and in bytes; the saga that was used least recently goes first. Used by
 *       one thread.
 * </ul>
 */
final class RecentSagas {
  /** Of encoded checkpoints; decoded they take a few times as much. */
  static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final float LOAD_FACTOR = 0.75f;

  private final int maxSagas;
  private final LinkedHashMap<SagaId, Known> sagas = new LinkedHashMap<>(16, LOAD_FACTOR, true);
  private long bytes;

  /** Begins with none; with a bound of 0 it stays so. */
  RecentSagas(int maxSagas) {
    this.maxSagas = maxSagas;
  }

  private record Known(Checkpoint checkpoint, int bytes) {}

  Optional<Checkpoint> get(SagaId id) {
    return Optional.ofNullable(sagas.get(id)).map(Known::checkpoint);
  }

  /**
   * Keeps what is stored now of a saga. An ended one is forgotten: it has no further input.
   *
   * @param encodedBytes the size of its stored form
   */
  void put(Checkpoint checkpoint, int encodedBytes) {
    SagaId id = checkpoint.state().identity().id();
    if (maxSagas == 0 || checkpoint.state().status().isTerminal()) {
      forget(id);
      return;
    }
    Known before = sagas.put(id, new Known(checkpoint, encodedBytes));
    bytes += encodedBytes - (before == null ? 0 : before.bytes());
    Iterator<Map.Entry<SagaId, Known>> eldest = sagas.entrySet().iterator();
    while (sagas.size() > maxSagas || bytes > MAX_BYTES) {
      bytes -= eldest.next().getValue().bytes();
      eldest.remove();
    }
  }

  void forget(SagaId id) {
    Known known = sagas.remove(id);
    bytes -= known == null ? 0 : known.bytes();
  }

  int size() {
    return sagas.size();
  }
}
