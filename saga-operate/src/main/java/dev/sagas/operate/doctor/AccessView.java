package dev.sagas.operate.doctor;

import java.util.Optional;
import java.util.Set;

/**
 * What the authorizer says.
 *
 * @param group what the connecting principal may do with the orchestrator's group; empty if not
 *     reported
 * @param acls how many ACLs there are; empty if they may not be read
 * @param hidden topics of the deployment that may not be described
 */
record AccessView(Optional<Set<String>> group, Optional<Integer> acls, Set<String> hidden) {
  AccessView {
    hidden = Set.copyOf(hidden);
  }

  /** A view in which every topic may be described. */
  AccessView(Optional<Set<String>> group, Optional<Integer> acls) {
    this(group, acls, Set.of());
  }
}
