package dev.sagas.orchestrator.streams;

import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.protocol.SagaHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Headers that records get on their way out, beside those that the engine gives them. */
record AddedHeaders(CommandTraces traces, OutcomeHeaders outcomes) {
  /** Empty if nobody adds any: then no record needs to be looked at. */
  static Optional<AddedHeaders> of(CommandTraces traces, OutcomeHeaders outcomes) {
    return traces == CommandTraces.NONE && outcomes == OutcomeHeaders.NONE
        ? Optional.empty()
        : Optional.of(new AddedHeaders(traces, outcomes));
  }

  /** The record with them; empty if there are none. */
  Optional<OutboundRecord> addTo(OutboundRecord record) {
    Optional<String> parent = traces.parentOf(record.headers());
    Map<String, String> ofOutcome = outcomes.of(record);
    if (parent.isEmpty() && ofOutcome.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> headers = new LinkedHashMap<>(record.headers());
    parent.ifPresent(trace -> headers.put(SagaHeaders.TRACE_PARENT, trace));
    headers.putAll(ofOutcome);
    return Optional.of(
        new OutboundRecord(
            record.topic(),
            record.partition(),
            record.key(),
            record.value(),
            record.carried(),
            headers));
  }
}
