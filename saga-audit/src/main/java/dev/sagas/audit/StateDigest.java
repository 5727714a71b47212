package dev.sagas.audit;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaRequest;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Identifies states in 32 bytes, so that the audit need not keep them. */
final class StateDigest {
  private StateDigest() {}

  /** Equal for equal states: labels count by content, not by the order of their map. */
  static Digest of(SagaState state) {
    ByteArrayOutputStream content = new ByteArrayOutputStream(512);
    content.writeBytes(CheckpointCodec.encode(Checkpoint.of(withoutLabels(state))).array());
    new TreeMap<>(state.request().labels())
        .forEach((name, value) -> content.writeBytes(line(name, value)));
    return Digest.sha256(content.toByteArray());
  }

  private static byte[] line(String name, String value) {
    return (name.length() + ":" + name + value.length() + ":" + value)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static SagaState withoutLabels(SagaState state) {
    SagaRequest request = state.request();
    return state.withRequest(
        new SagaRequest(
            request.payloadDigest(), request.dataType(), request.deadlineAtMs(), Map.of()));
  }
}
