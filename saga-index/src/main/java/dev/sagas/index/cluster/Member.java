package dev.sagas.index.cluster;

import java.util.Set;

/**
 * An instance of the orchestrator.
 *
 * @param address {@code host:port} of its HTTP; {@code unknown:-1} if it serves none
 * @param active the partitions that it processes
 * @param standby the partitions of which it keeps a warm copy
 */
public record Member(String address, Set<Integer> active, Set<Integer> standby) {
  public Member {
    active = Set.copyOf(active);
    standby = Set.copyOf(standby);
  }
}
