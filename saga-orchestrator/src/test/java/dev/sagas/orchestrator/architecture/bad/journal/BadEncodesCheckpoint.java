package dev.sagas.orchestrator.architecture.bad.journal;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.wire.Checkpoint;
import dev.sagas.orchestrator.wire.CheckpointCodec;
import java.util.function.Function;

/** A second encoder of checkpoints, by a reference. */
final class BadEncodesCheckpoint {
  Function<Checkpoint, Bytes> again() {
    return CheckpointCodec::encode;
  }
}
