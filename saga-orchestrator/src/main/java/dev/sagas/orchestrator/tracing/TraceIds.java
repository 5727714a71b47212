package dev.sagas.orchestrator.tracing;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.StepName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Derives the ids of traces and spans from those of sagas and commands: an instance that continues
 * a saga continues its trace, and nothing of a trace is stored.
 */
final class TraceIds {
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private TraceIds() {}

  static String trace(SagaIdentity identity) {
    return trace(identity.id(), identity.run());
  }

  static String trace(SagaId saga, RunId run) {
    return hex("trace/" + saga + "/" + run, TRACE_BYTES);
  }

  static String saga(SagaIdentity identity) {
    return span("saga/" + identity.id() + "/" + identity.run());
  }

  static String step(DeduplicationKey key) {
    return span("step/" + key);
  }

  static String attempt(CommandId command) {
    return span("attempt/" + command);
  }

  /** Of a sleep or a wait, which may come again after a restart. */
  static String pause(SagaIdentity identity, StepName step, long sinceMs) {
    return span("pause/" + identity.id() + "/" + identity.run() + "/" + step + "/" + sinceMs);
  }

  /** Of the acceptance of a request, in its client's trace. */
  static String start(SagaIdentity identity) {
    return span("start/" + identity.id() + "/" + identity.run());
  }

  private static String span(String of) {
    return hex(of, SPAN_BYTES);
  }

  private static String hex(String of, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
      digest[0] |= 1; // an id of zeros only would be invalid
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every JDK to have SHA-256", e);
    }
  }
}
