package dev.sagas.audit;

import dev.sagas.engine.journal.RunKey;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.SagaStatus;
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
