package dev.sagas.testkit.simulate;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.wire.Checkpoint;
import dev.sagas.orchestrator.wire.CheckpointCodec;

/** Writes a state as the engine's store does, and reads it again. */
@FunctionalInterface
interface Checkpoints {
  /** The most bytes of a checkpoint without its steps. */
  int MAX_BYTES = 4_000;

  /** The most bytes that a step adds. */
  int MAX_BYTES_OF_STEP = 400;

  /** The engine's own format. */
  Checkpoints WIRE =
      state -> {
        Bytes stored = CheckpointCodec.encode(Checkpoint.of(state));
        return new Restored(CheckpointCodec.decode(stored.array()).state(), stored.size());
      };

  /** Writes and reads. */
  Restored restart(SagaState state);

  /**
   * What was read.
   *
   * @param bytes how many were written
   */
  record Restored(SagaState state, int bytes) {}
}
