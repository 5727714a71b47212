package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.InboundRecord;
import dev.sagas.orchestrator.wire.OutputWriter;
import dev.sagas.orchestrator.wire.ParkedRecord;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** Puts one partition's records on their way. */
record Turns(Clock clock, int partition) {
  Turn of(Headers headers, InboundRecord inbound, Optional<SagaId> id, Cause cause) {
    Optional<String> trace = Optional.ofNullable(inbound.headers().get(SagaHeaders.TRACE_PARENT));
    return new Turn(
        inbound, headers, id, cause, new OutputWriter.Route(partition, trace), clock.millis());
  }

  /** A record that was kept and is refused now. */
  Turn of(SagaId id, ParkedRecord parked) {
    return of(
        InboundRecords.headers(parked),
        InboundRecords.of(id, parked),
        Optional.of(id),
        Cause.TIMER);
  }

  /** The way of what no record has caused. */
  OutputWriter.Route route() {
    return new OutputWriter.Route(partition, Optional.empty());
  }
}
