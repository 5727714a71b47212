package dev.sagas.orchestrator.streams;

import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** One partition's checkpoints and timers. */
final class SagaStores {
  private final KeyValueStore<Bytes, byte[]> checkpoints;
  private final TimerQueue timers;
  private final RecentSagas recent;

  /** What was read last, if it is not among the recent ones. */
  private Optional<Checkpoint> lastRead = Optional.empty();

  SagaStores(KeyValueStore<Bytes, byte[]> checkpoints, TimerQueue timers, RecentSagas recent) {
    this.checkpoints = checkpoints;
    this.timers = timers;
    this.recent = recent;
  }

  /** Those of a task. */
  static SagaStores of(ProcessorContext<?, ?> context, int recentSagas) {
    return new SagaStores(
        context.getStateStore(EngineNames.CHECKPOINT_STORE),
        new TimerQueue(context.getStateStore(EngineNames.TIMER_STORE)),
        new RecentSagas(recentSagas));
  }

  TimerQueue timers() {
    return timers;
  }

  /**
   * The saga's checkpoint.
   *
   * @throws dev.sagas.engine.wire.CorruptCheckpointException if it is read from the store, and does
   *     not match its digest
   */
  Optional<Checkpoint> get(SagaId id) {
    Optional<Checkpoint> known = recent.get(id);
    if (known.isPresent()) {
      return known;
    }
    byte[] stored = checkpoints.get(key(id));
    if (stored == null) {
      return Optional.empty();
    }
    Checkpoint read = CheckpointCodec.decode(stored);
    recent.put(read, stored.length);
    lastRead = Optional.of(read);
    return lastRead;
  }

  /**
   * Stores a checkpoint and moves its timer.
   *
   * @param encoded the checkpoint's bytes
   * @param timerBeforeMs the saga's entry among the timers before
   * @return the checkpoint before, if it was read; its handling begins with that
   */
  Optional<Checkpoint> put(
      Checkpoint checkpoint, dev.sagas.engine.core.Bytes encoded, OptionalLong timerBeforeMs) {
    SagaId id = checkpoint.state().identity().id();
    checkpoints.put(key(id), encoded.array());
    Optional<Checkpoint> before =
        recent.get(id).or(() -> lastRead.filter(read -> read.state().identity().id().equals(id)));
    lastRead = Optional.empty();
    recent.put(checkpoint, encoded.size());
    if (!checkpoint.timerAtMs().equals(timerBeforeMs)) {
      timerBeforeMs.ifPresent(atMs -> timers.remove(atMs, id));
      checkpoint.timerAtMs().ifPresent(atMs -> timers.put(atMs, id));
    }
    return before;
  }

  /** Stores a checkpoint in place of one that cannot be trusted, nor the timer that it names. */
  void replace(Checkpoint checkpoint, dev.sagas.engine.core.Bytes encoded) {
    timers.forget(checkpoint.state().identity().id());
    put(checkpoint, encoded, OptionalLong.empty());
  }

  /** Removes an ended saga's tombstone; its timer has fired already. */
  void forget(SagaId id) {
    checkpoints.delete(key(id));
    recent.forget(id);
  }

  static Bytes key(SagaId id) {
    return Bytes.wrap(id.value().getBytes(StandardCharsets.UTF_8));
  }
}
