package dev.sagas.engine.wire;

import dev.sagas.engine.core.Digest;
import dev.sagas.protocol.RunId;
import java.nio.charset.StandardCharsets;

/** Derives run ids. */
final class RunIds {
  private static final int HEX_DIGITS = 12;

  private RunIds() {}

  /**
   * The first 12 hex digits of SHA-256 over {@code clusterId/topicId/prefix/topic/partition/offset}
   * in UTF-8: after a saga id was reused, a topic recreated, or a database outlived its Kafka
   * cluster, old fence rows never match.
   *
   * @param sourceId {@code clusterId/topicId}
   */
  static RunId of(String sourceId, String prefix, Position request) {
    String text =
        String.join(
            "/",
            sourceId,
            prefix,
            request.topic(),
            Integer.toString(request.partition()),
            Long.toString(request.offset()));
    String hex = Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
    return new RunId(hex.substring(0, HEX_DIGITS));
  }
}
