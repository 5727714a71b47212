package dev.sagas.testkit.author;

import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.InboundRecord;
import java.util.Optional;

/**
 * A record on its way to the orchestrator.
 *
 * @param actor who, for an operation
 * @param text what it is, for the history
 */
record Letter(
    Happening happening,
    InboundRecord record,
    Cause.Kind kind,
    Optional<String> actor,
    String text) {
  Cause cause() {
    return new Cause(kind, Optional.of(record.position()), actor, record.headers(), record.value());
  }
}
