package dev.sagas.orchestrator.doctor;

import java.util.Optional;
import java.util.Set;

/**
 * What the authorizer says.
 *
 * @param group what whoever connects may do with the orchestrator's group; empty if not told
 * @param acls how many ACLs there are; empty if they may not be read
 */
record AccessView(Optional<Set<String>> group, Optional<Integer> acls) {}
