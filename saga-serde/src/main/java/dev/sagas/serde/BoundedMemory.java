package dev.sagas.serde;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** A cache that is cleared when it reaches its limit, which normal use never does. */
final class BoundedMemory<K, V> {
  private final int maxEntries;
  private final ConcurrentMap<K, V> found = new ConcurrentHashMap<>();

  BoundedMemory(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  /** Runs {@code find} without a lock: two threads may look for the same key at the same time. */
  V get(K key, Function<? super K, ? extends V> find) {
    V known = found.get(key);
    if (known != null) {
      return known;
    }
    V value = find.apply(key);
    if (found.size() >= maxEntries) {
      found.clear();
    }
    found.put(key, value);
    return value;
  }
}
