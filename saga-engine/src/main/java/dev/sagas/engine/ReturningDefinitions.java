package dev.sagas.engine;

import java.util.OptionalInt;

/** The definitions whose functions surely return, so that nothing need wait for them. */
@FunctionalInterface
public interface ReturningDefinitions {
  /** Nothing is known to return. */
  ReturningDefinitions NONE = (type, version) -> false;

  /**
   * True if the functions of a definition surely return.
   *
   * @param type of the saga; need not be known
   * @param version empty for all versions of the type
   */
  boolean include(String type, OptionalInt version);
}
