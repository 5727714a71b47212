package dev.sagas.orchestrator.streams;

import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.Position;
import dev.sagas.protocol.SagaHeaders;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the processor of sagas, and passes over an input whose transaction has failed again
 * and again: a letter without its bytes is kept of it, and its partition continues.
 */
final class LastResortProcessor implements Processor<byte[], byte[], byte[], OutboundRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(LastResortProcessor.class);

  private final EngineParts parts;
  private final SagaProcessor sagas;
  private ProcessorContext<byte[], OutboundRecord> context;
  private EngineCounters counters;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  LastResortProcessor(EngineParts parts) {
    this.parts = parts;
    this.sagas = new SagaProcessor(parts);
  }

  @Override
  public void init(ProcessorContext<byte[], OutboundRecord> processorContext) {
    context = processorContext;
    counters = new EngineCounters(context.metrics(), context.taskId().toString());
    Optional<AddedHeaders> added =
        AddedHeaders.of(parts.watches().traces(), parts.formats().outcomes());
    sagas.init(context, new Outputs(context, counters, added, parts.topics().limits()));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ReceivedInput received =
        InboundRecords.of(
            record,
            context.recordMetadata().orElseThrow(),
            new InboundRecords.Place(context.taskId().partition(), parts.clock().millis()));
    parts
        .watches()
        .commits()
        .begun(
            new SagaChange.Input(
                record.timestamp(),
                Optional.ofNullable(received.record().headers().get(SagaHeaders.TRACE_PARENT))));
    try {
      process(received);
    } finally {
      parts.watches().commits().done();
    }
  }

  private void process(ReceivedInput received) {
    Position position = received.record().position();
    RepeatedFailures.Verdict verdict = parts.watches().failures().next(position);
    if (verdict == RepeatedFailures.Verdict.GIVEN_UP) {
      LOG.error(
          "Passes over {}: its transaction has failed again and again. A letter without its bytes"
              + " is kept",
          position);
      counters.count(EngineCounters.Counter.INPUTS_GIVEN_UP);
      sagas.giveUp(received);
    } else {
      apply(received);
    }
    if (verdict != RepeatedFailures.Verdict.TRUSTED) {
      context.commit();
    }
  }

  private void apply(ReceivedInput received) {
    try {
      sagas.process(received);
    } catch (RuntimeException | StackOverflowError e) {
      parts.watches().failures().blame(received.record().position());
      throw e;
    }
  }

  @Override
  public void close() {
    sagas.close();
    counters.close();
  }
}
