package dev.sagas.testkit;

import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.wire.InboundRecord;
import dev.sagas.protocol.SagaId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record in flight to the orchestrator.
 *
 * @param text what it is, for the history
 */
record Delivery(FaultPoint happening, SagaId saga, InboundRecord record, String text) {
  /** The record as it reaches the engine at that time. */
  ReceivedInput received(long nowMs) {
    Headers headers = new RecordHeaders();
    record
        .headers()
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    return new ReceivedInput(record, headers, MemoryDeployment.PARTITION, nowMs);
  }
}
