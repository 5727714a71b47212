package dev.sagas.participant;

import dev.sagas.protocol.DeduplicationKey;
import java.util.Optional;

/**
 * A row of the fence.
 *
 * @param executeReply present if the execute succeeded or was rejected
 * @param compensation the newest compensation of the execute that is recorded
 */
record FenceRow(
    DeduplicationKey executeKey,
    ExecuteState state,
    Optional<EncodedReply> executeReply,
    Optional<RecordedCompensation> compensation,
    long expiresAtMs) {
  /** A compensation that succeeded or was rejected. */
  record RecordedCompensation(DeduplicationKey key, EncodedReply reply) {}

  /** The execute's reply, for states that have one. */
  EncodedReply recordedReply() {
    return executeReply.orElseThrow(
        () ->
            new IllegalStateException(
                "Expected a recorded reply, but the fence row of %s is %s without one"
                    .formatted(executeKey, state)));
  }
}
