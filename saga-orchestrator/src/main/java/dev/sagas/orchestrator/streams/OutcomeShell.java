package dev.sagas.orchestrator.streams;

import dev.sagas.engine.Outcome;
import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the engine says becomes of an input: stores and sends all of it, in one Kafka
 * transaction with the input's offset.
 */
final class OutcomeShell implements Outcome.Visitor<OutcomeShell.Next> {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeShell.class);

  private final SagaStores stores;
  private final Outputs outputs;
  private final ChangeReport changes;
  private final InFlight inFlight;
  private Optional<Handled> handled = Optional.empty();

  OutcomeShell(SagaStores stores, Outputs outputs, ChangeReport changes, InFlight inFlight) {
    this.stores = stores;
    this.outputs = outputs;
    this.changes = changes;
    this.inFlight = inFlight;
  }

  /** What follows. */
  enum Next {
    NOTHING,
    /** What waited for the saga is to be applied: it has started, or is rebuilt. */
    APPLY_WAITING,
    /** The input is to be parked (R2a). */
    PARK
  }

  /**
   * Does what becomes of an input. What is written meanwhile is written because of that input,
   * whichever record is being processed: an input may have waited for the one that is.
   */
  Next apply(Outcome outcome, Handled input) {
    handled = Optional.of(input);
    try {
      return outcome.accept(this);
    } finally {
      handled = Optional.empty();
    }
  }

  /** An input that is being handled, and the record that it was read from. */
  record Handled(SagaInput input, ReceivedInput received) {
    /** Who asked for what is written because of it; empty if its record does not say so. */
    Optional<SagaChange.Request> request() {
      return Optional.ofNullable(received.record().headers().get(SagaHeaders.REQUESTED_BY))
          .map(by -> new SagaChange.Request(by, input.asSignal().map(SagaInput.Signal::name)));
    }
  }

  @Override
  public Next write(Outcome.Write outcome) {
    Optional<Checkpoint> before =
        stores.put(outcome.checkpoint(), outcome.encoded(), outcome.timerBeforeMs());
    outputs.send(outcome.outputs(), outcome.omissions());
    changes.written(before, outcome, handled);
    inFlight.changed(before.map(Checkpoint::state), outcome.checkpoint().state());
    return outcome.isStart() ? Next.APPLY_WAITING : Next.NOTHING;
  }

  @Override
  public Next replace(Outcome.Replace outcome) {
    stores.replace(outcome.checkpoint(), outcome.encoded());
    outputs.send(outcome.outputs(), outcome.omissions());
    changes.replaced(outcome.checkpoint());
    inFlight.replaced(outcome.checkpoint().state());
    return Next.APPLY_WAITING;
  }

  @Override
  public Next reschedule(Outcome.Reschedule outcome) {
    SagaId id = outcome.checkpoint().state().identity().id();
    if (outcome.encoded().isPresent()) {
      stores.put(outcome.checkpoint(), outcome.encoded().get(), OptionalLong.empty());
    } else {
      outcome.checkpoint().timerAtMs().ifPresent(atMs -> stores.timers().put(atMs, id));
    }
    return Next.NOTHING;
  }

  @Override
  public Next refuse(Outcome.Refuse outcome) {
    Outcome.Reason reason = outcome.reason();
    String saga = reason.sagaId().map(SagaId::value).orElse("unknown");
    reason
        .deadLetter()
        .ifPresent(
            from ->
                LOG.warn(
                    "Dead letter {} from {} (saga {}): {}",
                    reason.code(),
                    from,
                    saga,
                    reason.message()));
    outputs.send(outcome.outputs(), outcome.omissions());
    changes.refused(reason);
    return Next.NOTHING;
  }

  @Override
  public Next early(Outcome.Early outcome) {
    return Next.PARK;
  }

  @Override
  public Next forget(Outcome.Forget outcome) {
    stores.forget(outcome.sagaId());
    changes.forgotten(outcome.sagaId());
    return Next.NOTHING;
  }
}
