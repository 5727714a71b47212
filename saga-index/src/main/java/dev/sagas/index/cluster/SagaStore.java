package dev.sagas.index.cluster;

import dev.sagas.engine.core.SagaState;
import dev.sagas.protocol.SagaId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The checkpoints that one instance has of sagas, live and ended.
 *
 * <ul>
 *   <li>What it reads may be a few milliseconds ahead of its commit.
 *   <li>Thread-safe.
 * </ul>
 */
public interface SagaStore {
  /**
   * The saga's state.
   *
   * @param fromStandby whether a warm copy will do, which may be behind
   */
  Lookup find(SagaId id, boolean fromStandby);

  /**
   * Passes on every saga of a partition whose checkpoint can be trusted, ended ones as well.
   *
   * @param fromStandby whether a warm copy will do, which may be behind
   * @return false if the partition is not here
   */
  boolean read(int partition, boolean fromStandby, Consumer<SagaState> sink);

  /**
   * Reads sagas in the order of their ids.
   *
   * @param after the last id of the page before
   * @param wanted which ones are given
   * @param bounds how many are given and looked at
   */
  Scan scan(String idPrefix, Optional<SagaId> after, Predicate<SagaState> wanted, Bounds bounds);

  /**
   * The bounds of a scan.
   *
   * @param rows the most that are given
   * @param reads the most that are looked at
   */
  record Bounds(int rows, int reads) {}

  /**
   * What was found of a saga.
   *
   * @param here whether this instance has the saga's partition, restored
   * @param state empty if no saga has the id
   * @param distrusted why the checkpoint that is there is not trusted: it is rebuilt from the
   *     journal
   */
  record Lookup(boolean here, Optional<SagaState> state, Optional<String> distrusted) {
    /** The partition is not here. */
    public static final Lookup ELSEWHERE = new Lookup(false, Optional.empty(), Optional.empty());
  }

  /**
   * Part of a scan.
   *
   * @param next the id to continue after; empty at the end
   */
  record Scan(List<SagaState> sagas, Optional<SagaId> next) {
    public Scan {
      sagas = List.copyOf(sagas);
    }
  }
}
