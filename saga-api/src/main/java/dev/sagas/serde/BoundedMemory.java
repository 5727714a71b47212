package dev.sagas.serde;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Remembers what was found; forgets everything at its bound, which no sound use comes near. */
final class BoundedMemory<K, V> {
  private final int maxEntries;
  private final ConcurrentMap<K, V> found = new ConcurrentHashMap<>();

  BoundedMemory(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  /** Runs {@code find} without a lock: two threads may look for the same at the same time. */
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
