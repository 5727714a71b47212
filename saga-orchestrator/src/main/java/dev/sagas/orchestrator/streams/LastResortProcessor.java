package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.DeadLetterCode;
import dev.sagas.orchestrator.wire.InboundRecord;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
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
  private Outputs outputs;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  LastResortProcessor(EngineParts parts) {
    this.parts = parts;
    this.sagas = new SagaProcessor(parts);
  }

  @Override
  public void init(ProcessorContext<byte[], OutboundRecord> processorContext) {
    context = processorContext;
    outputs =
        new Outputs(
            context,
            parts.topics().deadLetters(),
            new OutputLimits(parts, context.applicationId()),
            new EngineCounters(context.metrics(), context.taskId().toString()));
    sagas.init(context, outputs);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    InboundRecord inbound = InboundRecords.of(record, context.recordMetadata().orElseThrow());
    RepeatedFailures.Verdict verdict = parts.failures().next(inbound.position());
    if (verdict == RepeatedFailures.Verdict.GIVEN_UP) {
      giveUp(record, inbound);
    } else {
      process(record, inbound);
    }
    if (verdict != RepeatedFailures.Verdict.TRUSTED) {
      context.commit();
    }
  }

  private void process(Record<byte[], byte[]> record, InboundRecord inbound) {
    try {
      sagas.process(record, inbound);
    } catch (RuntimeException | StackOverflowError e) {
      parts.failures().blame(inbound.position());
      throw e;
    }
  }

  private void giveUp(Record<byte[], byte[]> record, InboundRecord inbound) {
    LOG.error(
        "Passes over {}: its transaction has failed again and again. A letter without its bytes is kept",
        inbound.position());
    outputs.counters().count(EngineCounters.Counter.INPUTS_GIVEN_UP);
    Optional<SagaId> id =
        Optional.ofNullable(inbound.headers().get(SagaHeaders.SAGA_ID))
            .filter(SagaId::isValid)
            .map(SagaId::new);
    Turn turn =
        new Turns(parts.clock(), context.taskId().partition())
            .of(record.headers(), inbound, id, Cause.TIMER);
    outputs.minimalLetter(
        turn,
        DeadLetterCode.TRANSACTION_FAILED,
        "Its transaction has failed again and again; see the engine's log");
    sagas.passed(inbound);
  }

  @Override
  public void close() {
    sagas.close();
    outputs.counters().close();
  }
}
