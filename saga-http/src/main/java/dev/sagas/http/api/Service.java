package dev.sagas.http.api;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.http.cluster.Peers;
import dev.sagas.operate.live.LiveIndex;
import dev.sagas.operate.live.Membership;
import dev.sagas.operate.live.SagaStore;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an instance answers from.
 *
 * @param index the live sagas of its partitions
 * @param store the checkpoints of its partitions
 * @param deployment the topics
 */
public record Service(
    LiveIndex index,
    SagaStore store,
    Membership membership,
    Peers peers,
    Deployment deployment,
    Clock clock) {

  /** A service with its own connections to the peers. */
  public static Service of(
      LiveIndex index, SagaStore store, Membership membership, Deployment deployment) {
    return new Service(
        index, store, membership, new Peers(membership), deployment, Clock.systemUTC());
  }

  /** All partitions. */
  Set<Integer> partitions() {
    Set<Integer> all = new TreeSet<>();
    for (int partition = 0; partition < membership.partitions(); partition++) {
      all.add(partition);
    }
    return all;
  }
}
