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
 * Durable timers, ordered by due time: the key is the due time (8 bytes, big endian), the saga id,
 * and for inputs that are parked for that saga a zero byte, so that neither owner can take the
 * other's entry away.
 *
 * <ul>
 *   <li>A scan continues from where the last one ended: what was fired leaves tombstones at the
 *       head of the store, which would be read again and again.
 *   <li>While nothing is due, asking costs no store operation.
 *   <li>What is due but must not fire yet stays where it is, and the next scan begins with it.
 * </ul>
 */
final class TimerQueue {
  private static final byte[] PRESENT = {1};

  /** Not in any saga id. Entries of parked inputs that were written before have none. */
  private static final char PARKED_MARK = 0;

  private final KeyValueStore<Bytes, byte[]> store;
  private long scanFromMs;
  private long earliestMs;

  TimerQueue(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Whose timer it is. */
  enum Owner {
    SAGA,
    PARKED_INPUTS
  }

  /** A timer that fired. */
  record Due(long dueAtMs, SagaId sagaId, Owner owner) {}

  void put(long dueAtMs, SagaId sagaId) {
    put(dueAtMs, sagaId, Owner.SAGA);
  }

  void put(long dueAtMs, SagaId sagaId, Owner owner) {
    store.put(key(dueAtMs, bytes(sagaId, owner)), PRESENT);
    scanFromMs = Math.min(scanFromMs, dueAtMs);
    earliestMs = Math.min(earliestMs, dueAtMs);
  }

  void remove(long dueAtMs, SagaId sagaId) {
    remove(dueAtMs, sagaId, Owner.SAGA);
  }

  void remove(long dueAtMs, SagaId sagaId, Owner owner) {
    store.delete(key(dueAtMs, bytes(sagaId, owner)));
  }

  /** Removes every entry of a saga itself, whenever it is due. Reads all of the store. */
  void forget(SagaId sagaId) {
    List<Due> entries = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> timers = store.all()) {
      while (timers.hasNext()) {
        Due entry = read(timers.next().key);
        if (entry.sagaId().equals(sagaId) && entry.owner() == Owner.SAGA) {
          entries.add(entry);
        }
      }
    }
    entries.forEach(entry -> remove(entry.dueAtMs(), sagaId));
  }

  /**
   * The timers that are due at {@code nowMs}, the earliest first, at most {@code limit}, up to the
   * first whose timer must not fire.
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

  private static byte[] bytes(SagaId sagaId, Owner owner) {
    String owned =
        switch (owner) {
          case SAGA -> sagaId.value();
          case PARKED_INPUTS -> sagaId.value() + PARKED_MARK;
        };
    return owned.getBytes(StandardCharsets.UTF_8);
  }

  private static Bytes key(long dueAtMs, byte[] sagaId) {
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + sagaId.length).putLong(dueAtMs).put(sagaId).array());
  }

  private static Due read(Bytes key) {
    ByteBuffer buffer = ByteBuffer.wrap(key.get());
    long dueAtMs = buffer.getLong();
    String owned = StandardCharsets.UTF_8.decode(buffer).toString();
    int mark = owned.indexOf(PARKED_MARK);
    return mark < 0
        ? new Due(dueAtMs, new SagaId(owned), Owner.SAGA)
        : new Due(dueAtMs, new SagaId(owned.substring(0, mark)), Owner.PARKED_INPUTS);
  }
}
