package dev.sagas.orchestrator.streams;

import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.CorruptCheckpointException;
import dev.sagas.engine.wire.UnknownFormatException;
import dev.sagas.index.cluster.SagaStore;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one partition's store in the order of the ids, within bounds. */
final class StoreScan {
  private static final Logger LOG = LoggerFactory.getLogger(StoreScan.class);

  /** Ids are ASCII: nothing that begins with a prefix comes after this. */
  private static final String AFTER_ALL = "\u007f";

  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
  private final Predicate<SagaState> wanted;
  private final SagaStore.Bounds bounds;

  StoreScan(
      ReadOnlyKeyValueStore<Bytes, byte[]> store,
      Predicate<SagaState> wanted,
      SagaStore.Bounds bounds) {
    this.store = store;
    this.wanted = wanted;
    this.bounds = bounds;
  }

  /**
   * Adds what is found.
   *
   * @return the last id that was looked at, if the scan stopped at a bound
   */
  Optional<SagaId> run(String idPrefix, Optional<SagaId> after, List<SagaState> rows) {
    String from =
        after.map(SagaId::value).filter(id -> id.compareTo(idPrefix) > 0).orElse(idPrefix);
    int found = 0;
    int read = 0;
    try (KeyValueIterator<Bytes, byte[]> checkpoints =
        store.range(EngineQueries.key(from), EngineQueries.key(idPrefix + AFTER_ALL))) {
      while (checkpoints.hasNext()) {
        KeyValue<Bytes, byte[]> next = checkpoints.next();
        SagaId id = new SagaId(new String(next.key.get(), StandardCharsets.UTF_8));
        if (after.isPresent() && id.compareTo(after.get()) <= 0) {
          continue;
        }
        read++;
        Optional<SagaState> state = read(id, next.value).filter(wanted);
        if (state.isPresent()) {
          rows.add(state.get());
          found++;
        }
        if (found == bounds.rows() || read == bounds.reads()) {
          return Optional.of(id);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<SagaState> read(SagaId id, byte[] checkpoint) {
    try {
      return Optional.of(CheckpointCodec.decode(checkpoint).state());
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("The checkpoint of saga {} cannot be trusted", id, e);
      return Optional.empty();
    }
  }

  /**
   * The first rows of several partitions, up to where all of them were read.
   *
   * @param stopped the earliest id at which the reading of a partition stopped
   */
  static SagaStore.Scan merged(List<SagaState> rows, Optional<SagaId> stopped, int limit) {
    List<SagaState> sorted =
        rows.stream()
            .filter(row -> stopped.isEmpty() || id(row).compareTo(stopped.get()) <= 0)
            .sorted(Comparator.comparing(StoreScan::id))
            .toList();
    if (sorted.size() > limit) {
      List<SagaState> first = sorted.subList(0, limit);
      return new SagaStore.Scan(first, Optional.of(id(first.get(limit - 1))));
    }
    return new SagaStore.Scan(sorted, stopped);
  }

  private static SagaId id(SagaState state) {
    return state.identity().id();
  }
}
