package dev.sagas.orchestrator.streams;

import dev.sagas.protocol.SagaId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Durable timers, ordered by due time: the key is the due time (8 bytes, big endian) and the saga
 * id.
 *
 * <ul>
 *   <li>A scan goes on from where the last one ended: what was fired leaves tombstones at the head
 *       of the store, which would be read again and again.
 *   <li>While nothing is due, asking costs no store operation.
 *   <li>What is due but may not ring yet stays where it is, and the next scan begins with it.
 * </ul>
 */
final class TimerQueue {
  private static final byte[] PRESENT = {1};

  private final KeyValueStore<Bytes, byte[]> store;
  private long scanFromMs;
  private long earliestMs;

  TimerQueue(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** A timer that rang. */
  record Due(long dueAtMs, SagaId sagaId) {}

  void put(long dueAtMs, SagaId sagaId) {
    store.put(key(dueAtMs, bytes(sagaId)), PRESENT);
    scanFromMs = Math.min(scanFromMs, dueAtMs);
    earliestMs = Math.min(earliestMs, dueAtMs);
  }

  void remove(long dueAtMs, SagaId sagaId) {
    store.delete(key(dueAtMs, bytes(sagaId)));
  }

  /** Removes every entry of a saga, whenever it is due. Reads all of the store. */
  void forget(SagaId sagaId) {
    List<Due> entries = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> timers = store.all()) {
      while (timers.hasNext()) {
        Due entry = read(timers.next().key);
        if (entry.sagaId().equals(sagaId)) {
          entries.add(entry);
        }
      }
    }
    entries.forEach(entry -> remove(entry.dueAtMs(), sagaId));
  }

  /**
   * The timers that are due at {@code nowMs}, the earliest first, at most {@code limit}, up to the
   * first whose due time may not ring.
   */
  List<Due> due(long nowMs, int limit, LongPredicate mayRing) {
    List<Due> due = new ArrayList<>();
    if (earliestMs > nowMs) {
      return due;
    }
    long next = Long.MAX_VALUE;
    try (KeyValueIterator<Bytes, byte[]> timers =
        store.range(key(scanFromMs, new byte[0]), key(Long.MAX_VALUE, new byte[0]))) {
      while (timers.hasNext()) {
        KeyValue<Bytes, byte[]> timer = timers.next();
        Due candidate = read(timer.key);
        if (candidate.dueAtMs() > nowMs
            || due.size() == limit
            || !mayRing.test(candidate.dueAtMs())) {
          next = candidate.dueAtMs();
          break;
        }
        due.add(candidate);
      }
    }
    scanFromMs = Math.min(next, nowMs);
    earliestMs = next;
    return due;
  }

  /** No timer is due before that; {@link Long#MAX_VALUE} if there is none. */
  long earliestMs() {
    return earliestMs;
  }

  private static byte[] bytes(SagaId sagaId) {
    return sagaId.value().getBytes(StandardCharsets.UTF_8);
  }

  private static Bytes key(long dueAtMs, byte[] sagaId) {
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + sagaId.length).putLong(dueAtMs).put(sagaId).array());
  }

  private static Due read(Bytes key) {
    ByteBuffer buffer = ByteBuffer.wrap(key.get());
    long dueAtMs = buffer.getLong();
    byte[] sagaId = new byte[buffer.remaining()];
    buffer.get(sagaId);
    return new Due(dueAtMs, new SagaId(new String(sagaId, StandardCharsets.UTF_8)));
  }
}
