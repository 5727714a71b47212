package dev.sagas.orchestrator.streams;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.index.cluster.Member;
import dev.sagas.index.cluster.SagaStore;
import dev.sagas.protocol.KeyPartition;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the stores of a running engine, and says which instance has which partition.
 *
 * <ul>
 *   <li>Reads what is not committed yet, too.
 * </ul>
 */
public final class EngineQueries implements SagaStore {
  private static final Logger LOG = LoggerFactory.getLogger(EngineQueries.class);

  private final KafkaStreams streams;
  private final int partitions;

  EngineQueries(KafkaStreams streams, int partitions) {
    this.streams = streams;
    this.partitions = partitions;
  }

  /** How many partitions the inputs have. */
  public int partitions() {
    return partitions;
  }

  /**
   * Every instance that processes partitions or keeps copies of them; empty while this one does not
   * know them.
   */
  public List<Member> members() {
    try {
      return streams.metadataForAllStreamsClients().stream().map(EngineQueries::member).toList();
    } catch (IllegalStateException | InvalidStateStoreException e) {
      LOG.debug("The members are not known", e);
      return List.of();
    }
  }

  private static Member member(StreamsMetadata metadata) {
    return new Member(
        metadata.hostInfo().host() + ":" + metadata.hostInfo().port(),
        numbers(metadata.topicPartitions()),
        numbers(metadata.standbyTopicPartitions()));
  }

  private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
    Set<Integer> numbers = new HashSet<>();
    partitions.forEach(partition -> numbers.add(partition.partition()));
    return numbers;
  }

  /**
   * How many sagas of a partition have not ended; reads all of its store.
   *
   * <ul>
   *   <li>Counts one whose checkpoint cannot be trusted, too.
   *   <li>Empty if the partition is not this instance's, or is not restored.
   * </ul>
   */
  public OptionalLong liveSagas(int partition) {
    long[] live = new long[1];
    boolean read =
        each(
            store(partition, false),
            () -> true,
            checkpoint ->
                live[0] += trusted(checkpoint).map(EngineQueries::isLive).orElse(true) ? 1 : 0);
    return read ? OptionalLong.of(live[0]) : OptionalLong.empty();
  }

  /**
   * How many sagas of a partition have not ended and are on a version of which this is not true, by
   * type and version as in {@code order-fulfilment version 1}; reads all of its store.
   *
   * <ul>
   *   <li>Empty if none is, or the partition is not this instance's, or is not restored.
   * </ul>
   */
  public Map<String, Long> sagasOfOtherVersions(int partition, Predicate<SagaIdentity> isDeployed) {
    Map<String, Long> missing = new TreeMap<>();
    boolean unused =
        forEach(
            partition,
            () -> true,
            state -> {
              SagaIdentity identity = state.identity();
              if (isLive(state) && !isDeployed.test(identity)) {
                missing.merge(identity.type() + " version " + identity.version(), 1L, Long::sum);
              }
            });
    return missing;
  }

  /**
   * Passes on every saga of a partition whose checkpoint can be trusted, ended ones as well.
   *
   * @param goesOn asked before each; the reading ends once it is false
   * @return false if the partition is not this instance's, or is not restored
   */
  public boolean forEach(int partition, BooleanSupplier goesOn, Consumer<SagaState> sink) {
    return each(store(partition, false), goesOn, each -> trusted(each).ifPresent(sink));
  }

  @Override
  public boolean read(int partition, boolean fromStandby, Consumer<SagaState> sink) {
    return each(store(partition, fromStandby), () -> true, each -> trusted(each).ifPresent(sink));
  }

  private static boolean each(
      Supplier<ReadOnlyKeyValueStore<Bytes, byte[]>> store,
      BooleanSupplier goesOn,
      Consumer<byte[]> sink) {
    try (KeyValueIterator<Bytes, byte[]> checkpoints = store.get().all()) {
      while (goesOn.getAsBoolean() && checkpoints.hasNext()) {
        sink.accept(checkpoints.next().value);
      }
      return true;
    } catch (InvalidStateStoreException e) {
      LOG.debug("The sagas of a partition could not be read", e);
      return false;
    }
  }

  private Supplier<ReadOnlyKeyValueStore<Bytes, byte[]>> store(int partition, boolean standby) {
    StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> query =
        StoreQueryParameters.fromNameAndType(
                EngineNames.CHECKPOINT_STORE, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
            .withPartition(partition);
    return () -> streams.store(standby ? query.enableStaleStores() : query);
  }

  private static boolean isLive(SagaState state) {
    return !state.status().isTerminal();
  }

  private static Optional<SagaState> trusted(byte[] checkpoint) {
    try {
      return Optional.of(CheckpointCodec.decode(checkpoint).state());
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("A checkpoint cannot be trusted", e);
      return Optional.empty();
    }
  }

  @Override
  public Lookup find(SagaId id, boolean fromStandby) {
    byte[] stored;
    try {
      stored = store(KeyPartition.of(id, partitions), fromStandby).get().get(key(id.value()));
    } catch (InvalidStateStoreException e) {
      LOG.debug("Saga {} is not here", id, e);
      return Lookup.ELSEWHERE;
    }
    if (stored == null) {
      return new Lookup(true, Optional.empty(), Optional.empty());
    }
    try {
      SagaState state = CheckpointCodec.decode(stored).state();
      return new Lookup(true, Optional.of(state), Optional.empty());
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      return new Lookup(true, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public Scan scan(
      String idPrefix, Optional<SagaId> after, Predicate<SagaState> wanted, Bounds bounds) {
    List<SagaState> rows = new ArrayList<>();
    Optional<SagaId> next = Optional.empty();
    for (int partition = 0; partition < partitions; partition++) {
      try {
        Optional<SagaId> stopped =
            new StoreScan(store(partition, false).get(), wanted, bounds).run(idPrefix, after, rows);
        next = earlier(next, stopped);
      } catch (InvalidStateStoreException e) {
        LOG.debug("Partition {} is not here", partition, e);
      }
    }
    return StoreScan.merged(rows, next, bounds.rows());
  }

  private static Optional<SagaId> earlier(Optional<SagaId> one, Optional<SagaId> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().compareTo(other.get()) <= 0 ? one : other;
  }

  static Bytes key(String id) {
    return Bytes.wrap(id.getBytes(StandardCharsets.UTF_8));
  }
}
