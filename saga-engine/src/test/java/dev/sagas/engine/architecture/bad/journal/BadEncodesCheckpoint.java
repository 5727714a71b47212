package dev.sagas.engine.architecture.bad.journal;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import java.util.function.Function;

/** A second encoder of checkpoints, by a reference. */
final class BadEncodesCheckpoint {
  Function<Checkpoint, Bytes> again() {
    return CheckpointCodec::encode;
  }
}
