package dev.sagas.orchestrator.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the number of a tag's values bounded: the first ones stay as they are, and all others are
 * {@value #OTHER}. Thread-safe.
 */
final class BoundedValues {
  static final String OTHER = "other";

  private static final int MAX_CHARS = 100;

  private final int maxValues;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  BoundedValues(int maxValues) {
    this.maxValues = maxValues;
  }

  /** The value, or {@value #OTHER}. */
  String of(String value) {
    if (known.contains(value)) {
      return value;
    }
    if (value.length() > MAX_CHARS || known.size() >= maxValues) {
      return OTHER;
    }
    known.add(value);
    return value;
  }
}
