package dev.sagas.engine.wire;

import dev.sagas.engine.core.SagaState;

/**
 * The state of a saga as readers of the journal keep it, to continue their fold from it. It is
 * never written to where the engine keeps its own.
 */
public final class KeptState {
  private KeptState() {}

  /** The state's bytes, those of a checkpoint without a timer. */
  public static byte[] encode(SagaState state) {
    return CheckpointCodec.encode(Checkpoint.of(state)).array();
  }

  /**
   * The state of these bytes.
   *
   * @throws CorruptCheckpointException if they are not what was encoded
   * @throws UnknownFormatException if a newer version wrote them
   */
  public static SagaState decode(byte[] bytes) {
    return CheckpointCodec.decode(bytes).state();
  }
}
