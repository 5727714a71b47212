package dev.sagas.orchestrator.tracing;

import dev.sagas.protocol.DeduplicationKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Remembers when steps began of which an attempt has failed: the saga's state keeps the time of the
 * newest attempt only. Thread-safe.
 *
 * <ul>
 *   <li>Bounded: the oldest is forgotten first. After a takeover nothing is known.
 * </ul>
 */
final class StepStarts {
  private static final int MAX_STEPS = 10_000;

  private final Map<DeduplicationKey, Long> starts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<DeduplicationKey, Long> eldest) {
          return size() > MAX_STEPS;
        }
      };

  synchronized void remember(DeduplicationKey step, long beganMs) {
    starts.putIfAbsent(step, beganMs);
  }

  /** When it began, if that is known; it is over. */
  synchronized OptionalLong take(DeduplicationKey step) {
    Long beganMs = starts.remove(step);
    return beganMs == null ? OptionalLong.empty() : OptionalLong.of(beganMs);
  }
}
