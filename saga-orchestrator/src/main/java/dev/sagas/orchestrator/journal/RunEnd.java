package dev.sagas.orchestrator.journal;

import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.orchestrator.wire.Position;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a run ended.
 *
 * @param at the transition that ended it
 * @param position of that transition in the journal
 * @param forgetAtMs when its tombstone may be removed from the store, epoch ms
 */
record RunEnd(SagaStatus outcome, ChainHead at, Position position, long forgetAtMs) {
  Violation violation(ViolationCode code, RunKey key, String message) {
    return new Violation(
        code,
        Optional.of(key.saga()),
        Optional.of(key.run()),
        OptionalLong.of(at.revision()),
        Optional.of(position),
        message);
  }
}
