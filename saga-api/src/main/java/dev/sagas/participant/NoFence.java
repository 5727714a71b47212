package dev.sagas.participant;

import java.time.Instant;
import java.util.Optional;

/** For handlers that are idempotent without a fence. */
final class NoFence implements Fence {
  @Override
  public Optional<EncodedReply> once(FencedCommand command, boolean mayStart, FencedWork work)
      throws TransientFailureException {
    return mayStart ? Optional.of(work.runUnfenced()) : Optional.empty();
  }

  @Override
  public int deleteExpired(Instant now, int limit) {
    return 0;
  }
}
