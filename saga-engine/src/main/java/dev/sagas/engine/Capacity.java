package dev.sagas.engine;

import java.util.Optional;

/** Says whether a further saga may begin (R30). Asked for each start, and before one is let go. */
@FunctionalInterface
public interface Capacity {
  /** Every saga begins at once. */
  Capacity UNBOUNDED = type -> Optional.empty();

  /**
   * Why no further saga of the type may begin now, for people; empty if one may.
   *
   * @param type as it is in the request: need not be known
   */
  Optional<String> full(String type);
}
