package dev.sagas.orchestrator.streams;

import dev.sagas.engine.Outcome;
import dev.sagas.engine.OutputLimits;
import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.TopicLimits;
import dev.sagas.engine.Unsendable;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.InboundRecord;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.ParkedRecord;
import dev.sagas.protocol.SagaHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one door to all topics, for what the engine gives and what is sent on. */
final class Outputs {
  private static final Logger LOG = LoggerFactory.getLogger(Outputs.class);

  private final ProcessorContext<byte[], OutboundRecord> context;
  private final EngineCounters counters;
  private final Optional<AddedHeaders> added;
  private final TopicLimits limits;

  /**
   * The door of one partition.
   *
   * @param added to the headers that the engine gives
   * @param limits of the topics, which added headers must not exceed
   */
  Outputs(
      ProcessorContext<byte[], OutboundRecord> context,
      EngineCounters counters,
      Optional<AddedHeaders> added,
      TopicLimits limits) {
    this.context = context;
    this.counters = counters;
    this.added = added;
    this.limits = limits;
  }

  /** Sends what the engine gives, and counts what it leaves out. */
  void send(List<Outcome.Output> outputs, List<Outcome.Omission> omissions) {
    outputs.forEach(output -> forward(complete(output.record()), output.atMs()));
    omissions.forEach(this::report);
  }

  /** With what is added to its headers, if its topic takes a record of that size. */
  private OutboundRecord complete(OutboundRecord record) {
    return added
        .flatMap(headers -> headers.addTo(record))
        .filter(complete -> complete.maxBytes() <= limits.maxBytes(record.topic()).orElse(0))
        .orElse(record);
  }

  private void report(Outcome.Omission omission) {
    switch (omission.kind()) {
      case NOTE -> counters.count(EngineCounters.Counter.NOTES_LEFT_OUT);
      case LETTER_PART -> counters.count(EngineCounters.Counter.LETTERS_SHORTENED);
      case OUTPUT -> {
        counters.count(EngineCounters.Counter.OUTPUTS_LEFT_OUT);
        LOG.warn("{}", omission.message());
      }
      case LETTER -> LOG.error("{}", omission.message());
    }
  }

  /**
   * Sends a record on as it came, with its headers and one more; else says why its topic does not
   * take it.
   */
  Optional<Unsendable> reroute(ReceivedInput received, int partition, OutputLimits limits) {
    InboundRecord record = received.record();
    ParkedRecord kept = received.parked();
    OutboundRecord rerouted =
        new OutboundRecord(
            record.position().topic(),
            OptionalInt.of(partition),
            record.key().orElse(Bytes.EMPTY),
            kept.value(),
            kept.headers(),
            Map.of(SagaHeaders.REROUTED_FROM, record.position().toString()));
    Optional<Unsendable> problem = limits.problemOfCarried(rerouted);
    if (problem.isEmpty()) {
      forward(rerouted, received.nowMs());
    }
    return problem;
  }

  private void forward(OutboundRecord output, long atMs) {
    List<Header> headers = new ArrayList<>(output.carried().size() + output.headers().size());
    for (ParkedRecord.Header header : output.carried()) {
      headers.add(new RecordHeader(header.name(), header.value().map(Bytes::array).orElse(null)));
    }
    output
        .headers()
        .forEach(
            (name, value) ->
                headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
    context.forward(
        new Record<>(output.key().array(), output, atMs, new RecordHeaders(headers)),
        EngineNames.SINK);
  }
}
