package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.Deadlines;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.wire.Checkpoint;
import dev.sagas.orchestrator.wire.CheckpointCodec;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One partition's checkpoints and timers.
 *
 * <ul>
 *   <li>A saga has at most one entry among the timers, at or before the earliest time at which it
 *       has something to do. An entry is moved only when it would ring too late; one that rings too
 *       early is put where it belongs. A saga that continues before its time-outs thus writes one
 *       timer in its life, not two for each step.
 * </ul>
 */
final class SagaStores {
  private final KeyValueStore<Bytes, byte[]> checkpoints;
  private final TimerQueue timers;

  SagaStores(KeyValueStore<Bytes, byte[]> checkpoints, TimerQueue timers) {
    this.checkpoints = checkpoints;
    this.timers = timers;
  }

  TimerQueue timers() {
    return timers;
  }

  /**
   * The saga's checkpoint.
   *
   * @throws dev.sagas.orchestrator.wire.CorruptCheckpointException if it does not match its digest
   */
  Optional<Checkpoint> get(SagaId id) {
    return Optional.ofNullable(checkpoints.get(key(id))).map(CheckpointCodec::decode);
  }

  /**
   * What would be stored for a state.
   *
   * @param timerAtMs the saga's entry among the timers before; 0 if there is none
   */
  static Checkpoint next(SagaState state, long timerAtMs) {
    OptionalLong due = Deadlines.nextDue(state);
    if (due.isEmpty() || (timerAtMs != 0 && timerAtMs <= due.getAsLong())) {
      return new Checkpoint(state, timerAtMs);
    }
    return new Checkpoint(state, due.getAsLong());
  }

  /**
   * Stores a checkpoint and moves its timer.
   *
   * @param encoded the checkpoint's bytes
   * @param timerBeforeMs the saga's entry among the timers before; 0 if there is none
   */
  void put(Checkpoint checkpoint, dev.sagas.orchestrator.core.Bytes encoded, long timerBeforeMs) {
    SagaId id = checkpoint.state().identity().id();
    checkpoints.put(key(id), encoded.array());
    if (checkpoint.timerAtMs() != timerBeforeMs) {
      if (timerBeforeMs != 0) {
        timers.remove(timerBeforeMs, id);
      }
      timers.put(checkpoint.timerAtMs(), id);
    }
  }

  /**
   * Stores a state in place of a checkpoint that cannot be trusted, nor the timer that it names;
   * else says why the changelog does not take it.
   */
  Optional<Unsendable> replace(SagaState state, OutputLimits limits) {
    Checkpoint checkpoint = next(state, 0);
    dev.sagas.orchestrator.core.Bytes encoded = CheckpointCodec.encode(checkpoint);
    int keyBytes = key(state.identity().id()).get().length;
    Optional<Unsendable> problem = limits.problemOfCheckpoint(keyBytes, encoded.size());
    if (problem.isEmpty()) {
      timers.forget(state.identity().id());
      put(checkpoint, encoded, 0);
    }
    return problem;
  }

  /** Removes an ended saga's tombstone; its timer has rung already. */
  void forget(SagaId id) {
    checkpoints.delete(key(id));
  }

  private static Bytes key(SagaId id) {
    return Bytes.wrap(id.value().getBytes(StandardCharsets.UTF_8));
  }
}
