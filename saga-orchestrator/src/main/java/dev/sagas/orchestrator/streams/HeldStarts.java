package dev.sagas.orchestrator.streams;

import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One partition's sagas that are held back (R30), those of a type in the order of their starts.
 *
 * <ul>
 *   <li>Kept among the timers, behind all of them: a key begins with the time of the start, but as
 *       a negative number.
 *   <li>The first {@value #MAX_KNOWN} of each type are in memory as well; the others are read once
 *       these have begun.
 * </ul>
 */
final class HeldStarts {
  static final int MAX_KNOWN = 10_000;

  private static final byte[] PRESENT = {1};

  private final KeyValueStore<Bytes, byte[]> store;
  private final Function<SagaId, Optional<SagaState>> states;
  private final int maxKnown;
  private final Map<String, Queue<SagaId>> known = new HashMap<>();

  /** The types of which the store has more than what is in memory. */
  private final Set<String> more = new HashSet<>();

  /**
   * Those that the store has.
   *
   * @param store of the timers
   * @param states the state of a saga, if it can be read
   */
  HeldStarts(
      KeyValueStore<Bytes, byte[]> store,
      Function<SagaId, Optional<SagaState>> states,
      int maxKnown) {
    this.store = store;
    this.states = states;
    this.maxKnown = maxKnown;
    read(type -> true);
  }

  private void read(Predicate<String> isWanted) {
    try (KeyValueIterator<Bytes, byte[]> held =
        store.range(key(0, ""), key(Long.MAX_VALUE, "\u007f"))) {
      while (held.hasNext()) {
        SagaId id = id(held.next().key);
        states
            .apply(id)
            .filter(SagaState::isHeldBack)
            .map(HeldStarts::type)
            .filter(isWanted)
            .ifPresent(type -> remember(type, id));
      }
    }
  }

  private void remember(String type, SagaId id) {
    Queue<SagaId> first = known.computeIfAbsent(type, name -> new ArrayDeque<>());
    if (more.contains(type) || first.size() == maxKnown) {
      more.add(type);
    } else {
      first.add(id);
    }
  }

  /** One more, after all others of its type; true if it is the only one. */
  boolean add(SagaState state) {
    store.put(key(state), PRESENT);
    String type = type(state);
    boolean isFirst = !has(type);
    remember(type, state.identity().id());
    return isFirst;
  }

  /** It is not held back any more. Its place in memory is kept until it is taken. */
  void remove(SagaState state) {
    store.delete(key(state));
  }

  /** Whether sagas of the type are held back, or were a moment ago. */
  boolean has(String type) {
    return known.containsKey(type);
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  /** The types of which there are some. */
  List<String> types() {
    return new ArrayList<>(known.keySet());
  }

  /** Takes the first of a type; need not be held back any more. Empty if there is none. */
  Optional<SagaId> take(String type) {
    Queue<SagaId> first = known.getOrDefault(type, new ArrayDeque<>());
    if (first.isEmpty() && more.remove(type)) {
      read(type::equals);
    }
    Optional<SagaId> taken = Optional.ofNullable(first.poll());
    if (taken.isEmpty()) {
      known.remove(type);
    }
    return taken;
  }

  private static String type(SagaState state) {
    return state.identity().type().value();
  }

  private static Bytes key(SagaState state) {
    return key(state.startedAtMs(), state.identity().id().value());
  }

  private static Bytes key(long sinceMs, String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + bytes.length)
            .putLong(Long.MIN_VALUE + sinceMs)
            .put(bytes)
            .array());
  }

  private static SagaId id(Bytes key) {
    return new SagaId(
        StandardCharsets.UTF_8.decode(ByteBuffer.wrap(key.get()).position(Long.BYTES)).toString());
  }
}
