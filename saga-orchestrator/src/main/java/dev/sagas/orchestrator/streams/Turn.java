package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.InboundRecord;
import dev.sagas.orchestrator.wire.OutputWriter;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * One record on its way through the processor.
 *
 * @param headers as they came, for sending the record on
 * @param sagaId if it can be told
 * @param nowMs when it is handled, epoch ms
 */
record Turn(
    InboundRecord record,
    Headers headers,
    Optional<SagaId> sagaId,
    Cause cause,
    OutputWriter.Route route,
    long nowMs) {
  Optional<String> header(String name) {
    return Optional.ofNullable(record.headers().get(name));
  }

  /** The same record, kept as a dead letter without refusing a saga. */
  Turn withoutSaga() {
    return new Turn(record, headers, Optional.empty(), cause, route, nowMs);
  }
}
