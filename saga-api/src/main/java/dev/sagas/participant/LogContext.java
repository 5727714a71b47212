package dev.sagas.participant;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.StepName;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.MDC;

/**
 * Puts the command that a thread handles into its log lines (MDC), under the names of the headers
 * {@code saga-id} and {@code saga-step}.
 */
record LogContext(Optional<String> sagaId, Optional<String> step) {
  /** Only values in the form of an id or a name: topics may contain anything. */
  static LogContext of(ConsumerRecord<byte[], byte[]> record, Optional<ReplyAddress> address) {
    Optional<String> step = Optional.empty();
    try {
      step =
          new HeaderReader(record.headers())
              .text(SagaHeaders.STEP)
              .map(StepName::new)
              .map(StepName::value);
    } catch (BadCommandException | IllegalArgumentException e) {
      // The command is answered, or kept, with that as the reason.
    }
    return new LogContext(address.map(known -> known.sagaId().value()), step);
  }

  void put() {
    sagaId.ifPresent(id -> MDC.put(SagaHeaders.SAGA_ID, id));
    step.ifPresent(name -> MDC.put(SagaHeaders.STEP, name));
  }

  static void clear() {
    MDC.remove(SagaHeaders.SAGA_ID);
    MDC.remove(SagaHeaders.STEP);
  }
}
