package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.engine.Delivery;
import dev.sagas.orchestrator.engine.Engine;
import dev.sagas.orchestrator.engine.Refusal;
import dev.sagas.orchestrator.engine.Ring;
import dev.sagas.orchestrator.wire.Checkpoint;
import dev.sagas.orchestrator.wire.CorruptCheckpointException;
import dev.sagas.orchestrator.wire.Inbound;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.orchestrator.wire.ParkedRecord;
import dev.sagas.orchestrator.wire.UnknownFormatException;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every input of one partition to the engine, and does what it says becomes of it.
 *
 * <ul>
 *   <li>Reads, has it decided, writes: the state before and after are in the same transaction as
 *       the input's offset and everything that is sent.
 *   <li>Asks for a commit as soon as everything polled is processed.
 * </ul>
 */
final class SagaProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(SagaProcessor.class);

  private final EngineParts parts;
  private ProcessorContext<byte[], OutboundRecord> context;
  private Engine engine;
  private SagaStores stores;
  private Outputs outputs;
  private OutcomeShell shell;
  private ParkingLot parking;
  private Quarantine quarantine;
  private SagaTimers timers;
  private WakeUps wakeUps;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  SagaProcessor(EngineParts parts) {
    this.parts = parts;
  }

  void init(ProcessorContext<byte[], OutboundRecord> processorContext, Outputs door) {
    context = processorContext;
    outputs = door;
    engine = parts.engine(context.applicationId());
    stores =
        new SagaStores(
            context.getStateStore(EngineNames.CHECKPOINT_STORE),
            new TimerQueue(context.getStateStore(EngineNames.TIMER_STORE)));
    shell = new OutcomeShell(stores, outputs);
    parking =
        new ParkingLot(
            context.getStateStore(EngineNames.PARKING_STORE),
            stores.timers(),
            parts.limits().parking(),
            engine.outputLimits());
    TrustedRebuilder rebuilder = new TrustedRebuilder(stores, parts.rebuilder());
    quarantine = new Quarantine(rebuilder, parking, ownPartition(), parts.limits().parking());
    quarantine.takeOver();
    timers = new SagaTimers(parts, engine, stores, shell);
    parts.takeovers().ready(ownPartition());
    wakeUps = WakeUps.of(context, parts.clock(), this::fireTimers);
    wakeUps.at(0);
  }

  private int ownPartition() {
    return context.taskId().partition();
  }

  /** Where and when what is handled now is handled. */
  private InboundRecords.Place here() {
    return new InboundRecords.Place(ownPartition(), parts.clock().millis());
  }

  private Ring ring() {
    return new Ring(ownPartition(), parts.clock().millis());
  }

  void process(Delivery delivery) {
    applyRecovered();
    int partition = InboundRecords.partition(delivery.record(), parts.partitions(), ownPartition());
    if (partition == ownPartition()) {
      apply(delivery);
    } else if (delivery.record().headers().containsKey(SagaHeaders.REROUTED_FROM)) {
      refuseMisplaced(delivery, partition, "");
    } else {
      outputs
          .reroute(delivery, partition, engine.outputLimits())
          .ifPresent(why -> refuseMisplaced(delivery, partition, ". " + why.message()));
    }
    passed(delivery);
  }

  private void refuseMisplaced(Delivery delivery, int partition, String why) {
    refuse(
        Refusal.misplaced("Expected on partition " + partition + " of " + parts.partitions() + why),
        delivery);
  }

  private void refuse(Refusal refusal, Delivery delivery) {
    engine.refuse(refusal, delivery).accept(shell);
  }

  /** Passes over a record; a letter without its bytes is kept of it. */
  void giveUp(Delivery delivery) {
    Optional<SagaId> id =
        Optional.ofNullable(delivery.record().headers().get(SagaHeaders.SAGA_ID))
            .filter(SagaId::isValid)
            .map(SagaId::new);
    engine.giveUp(id, delivery).accept(shell);
    passed(delivery);
  }

  /** Notes that an input is done with. */
  private void passed(Delivery delivery) {
    parts.horizon().processed(delivery.record().position());
    wakeUps.at(nextLookMs());
    if (parts.drain().processed()) {
      context.commit();
    }
  }

  private void apply(Delivery delivery) {
    Inbound read = parts.reader().read(delivery.record());
    if (read instanceof Inbound.Unreadable unreadable) {
      refuseUnreadable(delivery, unreadable);
    } else if (read instanceof Inbound.Input input) {
      SagaId id = input.input().sagaId();
      switch (handle(delivery, input.input())) {
        case NOTHING -> {
          // Nothing follows.
        }
        case APPLY_WAITING -> applyWaiting(id);
        case PARK -> park(delivery, id);
      }
    }
  }

  private OutcomeShell.Next handle(Delivery delivery, SagaInput input) {
    SagaId id = input.sagaId();
    Optional<Checkpoint> before;
    try {
      before = stores.get(id);
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.debug("The checkpoint of saga {} cannot be trusted", id, e);
      engine
          .handleUntrusted(input, delivery)
          .ifPresentOrElse(refused -> refused.accept(shell), () -> hold(delivery, id));
      return OutcomeShell.Next.NOTHING;
    }
    return engine.handle(before, input, delivery).accept(shell);
  }

  private void refuseUnreadable(Delivery delivery, Inbound.Unreadable unreadable) {
    Refusal refusal;
    try {
      Optional<SagaState> met = unreadable.sagaId().flatMap(stores::get).map(Checkpoint::state);
      refusal = Refusal.unreadable(unreadable, met);
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.error("The checkpoint of saga {} cannot be trusted", unreadable.sagaId(), e);
      refusal = Refusal.unreadable(unreadable, Optional.empty()).ofNoSaga();
    }
    refuse(refusal, delivery);
  }

  private void hold(Delivery delivery, SagaId id) {
    quarantine
        .hold(id, delivery.parked())
        .ifPresent(why -> refuse(Refusal.untrusted(id, why), delivery));
    context.commit();
  }

  /** What the journal says of a saga takes the place of its checkpoint, and its inputs continue. */
  private void release(Quarantine.Ended ended) {
    SagaId id = ended.id();
    if (ended.rebuilt() instanceof RebuiltSaga.Done done) {
      OutcomeShell.Next next = engine.rebuilt(done.state(), ring()).accept(shell);
      if (next != OutcomeShell.Next.APPLY_WAITING) {
        LOG.error("The inputs of saga {} stay held: its checkpoint cannot be written", id);
        return;
      }
      applyWaiting(id);
    } else if (ended.rebuilt() instanceof RebuiltSaga.Impossible impossible) {
      LOG.error("Saga {} cannot be rebuilt: {}", id, impossible.reason());
      Refusal refusal = Refusal.untrusted(id, impossible.reason());
      parking.take(id).forEach(held -> refuse(refusal, InboundRecords.of(id, held, here())));
    }
    context.commit();
  }

  /** What was held goes before whatever comes now. */
  private void applyRecovered() {
    quarantine.takeRecovered().forEach(this::applyWaiting);
  }

  /** Inputs that came before their saga's start are applied right after it. */
  private void applyWaiting(SagaId id) {
    parking.take(id).forEach(parked -> applyParked(id, parked));
  }

  private void applyParked(SagaId id, ParkedRecord parked) {
    Delivery delivery = InboundRecords.of(id, parked, here());
    Inbound read = parts.reader().read(delivery.record());
    if (read instanceof Inbound.Input input) {
      if (handle(delivery, input.input()) == OutcomeShell.Next.PARK) {
        refuseParked(id, parked);
      }
    } else if (read instanceof Inbound.Unreadable unreadable) {
      // It could be read when it was parked; its schema is gone since.
      refuseUnreadable(delivery, unreadable);
    }
  }

  private void park(Delivery delivery, SagaId id) {
    if (!parking.park(id, delivery.parked(), delivery.nowMs())) {
      refuse(Refusal.tooManyWait(id), delivery);
    }
  }

  private void refuseParked(SagaId id, ParkedRecord parked) {
    refuse(Refusal.neverStarted(id), InboundRecords.of(id, parked, here()));
  }

  private void fireTimers() {
    quarantine.tick().forEach(this::release);
    applyRecovered();
    var due =
        stores
            .timers()
            .due(
                parts.clock().millis(),
                parts.limits().maxTimersPerPunctuation(),
                dueAtMs -> parts.horizon().hasReadPast(ownPartition(), dueAtMs));
    due.forEach(this::fire);
    parts.horizon().expect(ownPartition(), stores.timers().earliestMs());
    wakeUps.at(nextLookMs());
    if (!due.isEmpty()) {
      context.commit();
    }
  }

  private long nextLookMs() {
    return quarantine.isBusy() ? 0 : stores.timers().earliestMs();
  }

  private void fire(TimerQueue.Due due) {
    switch (timers.fire(due, ring())) {
      case RANG -> {
        // Nothing follows.
      }
      case NOBODYS ->
          parking
              .takeExpired(due.sagaId(), due.dueAtMs())
              .forEach(parked -> refuseParked(due.sagaId(), parked));
      case UNTRUSTED -> quarantine.begin(due.sagaId());
    }
  }

  void close() {
    wakeUps.cancel();
    parts.drain().reset();
    parts.horizon().closed(ownPartition());
  }
}
