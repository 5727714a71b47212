package dev.sagas.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The problems of a definition, in the order in which they were found. */
final class Problems {
  private static final Duration MIN_DURATION = Duration.ofMillis(1);

  private final List<String> found = new ArrayList<>();

  void add(String problem) {
    found.add(problem);
  }

  void addAll(List<String> problems) {
    found.addAll(problems);
  }

  void requireName(String what, String name, boolean valid) {
    if (!valid) {
      found.add(what + " '" + name + "' must match [a-z0-9][a-z0-9-]{0,63}");
    }
  }

  void requireInBounds(String what, Duration duration) {
    if (duration.compareTo(MIN_DURATION) < 0 || duration.compareTo(Saga.MAX_DURATION) > 0) {
      found.add(
          "%s must be from 1 ms to %s days, but is %s"
              .formatted(what, Saga.MAX_DURATION.toDays(), duration));
    }
  }

  List<String> list() {
    return List.copyOf(found);
  }

  void throwIfAny(String saga) {
    if (!found.isEmpty()) {
      throw new InvalidDefinitionException(saga, found);
    }
  }
}
