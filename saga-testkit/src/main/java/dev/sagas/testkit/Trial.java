package dev.sagas.testkit;

import java.util.List;
import java.util.Optional;

/**
 * One run of an exploration.
 *
 * @param happenings what came up, records and timers
 * @param end a status, or what the saga waits for
 */
record Trial(Faults faults, List<FaultPoint> happenings, String end, Optional<Failure> failure) {
  /** What was wrong, and what had happened. */
  record Failure(Throwable cause, List<String> history) {}

  int records() {
    return happenings.size();
  }
}
