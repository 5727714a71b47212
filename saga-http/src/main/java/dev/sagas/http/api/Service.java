package dev.sagas.http.api;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.http.cluster.Peers;
import dev.sagas.operate.action.OperationSeries;
import dev.sagas.operate.bulk.Batches;
import dev.sagas.operate.live.LiveIndex;
import dev.sagas.operate.live.Membership;
import dev.sagas.operate.live.SagaStore;
import dev.sagas.operate.why.KnownDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What an instance answers from.
 *
 * @param index the live sagas of its partitions
 * @param store the checkpoints of its partitions
 * @param definitions the deployed ones, for previews
 * @param batches those of this instance
 * @param deployment the topics
 */
public record Service(
    LiveIndex index,
    SagaStore store,
    Membership membership,
    Peers peers,
    KnownDefinition definitions,
    Batches batches,
    Deployment deployment,
    Clock clock) {
  private static final Duration BATCH_TIMEOUT = Duration.ofSeconds(30);

  /** A service with its own connections to the peers. */
  public static Service of(
      LiveIndex index, SagaStore store, Membership membership, Deployment deployment) {
    Clock clock = Clock.systemUTC();
    return new Service(
        index,
        store,
        membership,
        new Peers(membership),
        KnownDefinition.NONE,
        new Batches(
            () -> new OperationSeries(deployment, clock, BATCH_TIMEOUT),
            () -> UUID.randomUUID().toString()),
        deployment,
        clock);
  }

  /** The same with these definitions. */
  public Service with(KnownDefinition known) {
    return new Service(index, store, membership, peers, known, batches, deployment, clock);
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
