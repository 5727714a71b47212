package dev.sagas.http.api;

import dev.sagas.engine.deployment.Deployment;
import dev.sagas.http.cluster.Peers;
import dev.sagas.index.cluster.Membership;
import dev.sagas.index.cluster.SagaStore;
import dev.sagas.index.exported.ExportedSagas;
import dev.sagas.index.live.LiveIndex;
import dev.sagas.operate.action.OperationSeries;
import dev.sagas.operate.bulk.Batches;
import dev.sagas.operate.definitions.GateReport;
import dev.sagas.operate.query.FieldMask;
import dev.sagas.operate.why.KnownDefinition;
import dev.sagas.operate.why.Surroundings;
import dev.sagas.operate.why.TopicSituations;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What an instance answers from.
 *
 * @param index the live sagas of its partitions
 * @param store the checkpoints of its partitions
 * @param insight what explanations and previews need
 * @param batches those of this instance
 * @param deployment the topics
 * @param faces what is shown, and to whom
 */
public record Service(
    LiveIndex index,
    SagaStore store,
    Membership membership,
    Peers peers,
    Insight insight,
    Batches batches,
    Deployment deployment,
    Faces faces,
    Clock clock) {
  private static final Duration BATCH_TIMEOUT = Duration.ofSeconds(30);

  /**
   * What explanations and previews need.
   *
   * @param definitions the deployed ones, for previews
   * @param surroundings of sagas
   * @param hindrance why this instance does not process its inputs, or not all; empty if it does
   * @param gate what was examined of the versions that this instance deployed
   */
  public record Insight(
      KnownDefinition definitions,
      Surroundings surroundings,
      Supplier<Optional<String>> hindrance,
      List<GateReport> gate) {
    public Insight {
      gate = List.copyOf(gate);
    }
  }

  /**
   * What is shown, and to whom.
   *
   * @param events who listens to this instance
   * @param mask what viewers do not see of payloads
   * @param exported what was exported to a database, if anything is
   */
  public record Faces(EventHub events, FieldMask mask, Optional<ExportedSagas> exported) {}

  /** A service with its own connections to the peers. */
  public static Service of(
      LiveIndex index, SagaStore store, Membership membership, Deployment deployment) {
    Clock clock = Clock.systemUTC();
    return new Service(
        index,
        store,
        membership,
        new Peers(membership),
        new Insight(
            KnownDefinition.NONE,
            new TopicSituations(deployment, true, Map.of()),
            Optional::empty,
            List.of()),
        new Batches(
            () -> new OperationSeries(deployment, clock, BATCH_TIMEOUT),
            () -> UUID.randomUUID().toString()),
        deployment,
        new Faces(
            new EventHub(EventHub.DEFAULT_LISTENERS), FieldMask.of(Set.of()), Optional.empty()),
        clock);
  }

  private Service with(Faces other) {
    return new Service(index, store, membership, peers, insight, batches, deployment, other, clock);
  }

  /** The same with these fields masked, besides those that schemas declare as sensitive. */
  public Service masking(FieldMask hidden) {
    return with(new Faces(events(), hidden, exported()));
  }

  /** The same for at most so many listeners. */
  public Service listenedBy(int most) {
    return with(new Faces(new EventHub(most), mask(), exported()));
  }

  /** The same with an export, which knows ended sagas that were forgotten. */
  public Service exporting(ExportedSagas export) {
    return with(new Faces(events(), mask(), Optional.of(export)));
  }

  /** The same with this insight. */
  public Service with(Insight known) {
    return new Service(index, store, membership, peers, known, batches, deployment, faces, clock);
  }

  /** Who listens to this instance. */
  public EventHub events() {
    return faces.events();
  }

  /** What viewers do not see of payloads. */
  public FieldMask mask() {
    return faces.mask();
  }

  /** What was exported to a database, if anything is. */
  public Optional<ExportedSagas> exported() {
    return faces.exported();
  }

  KnownDefinition definitions() {
    return insight.definitions();
  }

  Surroundings surroundings() {
    return insight.surroundings();
  }

  Supplier<Optional<String>> hindrance() {
    return insight.hindrance();
  }

  /** The partition of a saga. */
  int partitionOf(SagaId saga) {
    return KeyPartition.of(saga, Math.max(1, membership.partitions()));
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
