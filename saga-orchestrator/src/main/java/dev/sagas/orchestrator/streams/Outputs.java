package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.wire.DeadLetterCode;
import dev.sagas.orchestrator.wire.InboundRecord;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.protocol.BoundedText;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends what was encoded, stamped with the transition's time. */
final class Outputs {
  private final ProcessorContext<byte[], OutboundRecord> context;
  private final String deadLetterTopic;

  Outputs(ProcessorContext<byte[], OutboundRecord> context, String deadLetterTopic) {
    this.context = context;
    this.deadLetterTopic = deadLetterTopic;
  }

  void send(OutboundRecord output, long atMs) {
    Headers headers = new RecordHeaders();
    output.headers().forEach((name, value) -> put(headers, name, value));
    forward(output, headers, atMs);
  }

  /** Sends a record on as it came, with its headers and one more. */
  void reroute(InboundRecord record, Headers original, int partition, long atMs) {
    Headers headers = new RecordHeaders(original);
    put(headers, SagaHeaders.REROUTED_FROM, record.position().toString());
    forward(asItCame(record, record.position().topic(), OptionalInt.of(partition)), headers, atMs);
  }

  /**
   * Keeps a record that could not be applied: its bytes and headers, and why. A reply's own error
   * stays in front of ours, so that it is still there when the letter is redriven.
   */
  void deadLetter(Turn turn, DeadLetterCode code, String message) {
    InboundRecord record = turn.record();
    Headers headers = new RecordHeaders(turn.headers());
    put(headers, SagaHeaders.ERROR_CODE, code.name());
    put(
        headers,
        SagaHeaders.ERROR_MESSAGE,
        BoundedText.ofBytes(message, SagaHeaders.MAX_ERROR_MESSAGE_BYTES));
    put(headers, SagaHeaders.ORIGIN, record.position().toString());
    forward(asItCame(record, deadLetterTopic, OptionalInt.empty()), headers, turn.nowMs());
  }

  private static OutboundRecord asItCame(
      InboundRecord record, String topic, OptionalInt partition) {
    return new OutboundRecord(
        topic,
        partition,
        record.key().orElse(Bytes.EMPTY),
        record.value().orElse(Bytes.EMPTY),
        Map.of());
  }

  private void forward(OutboundRecord output, Headers headers, long atMs) {
    context.forward(new Record<>(output.key().array(), output, atMs, headers), EngineNames.SINK);
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
