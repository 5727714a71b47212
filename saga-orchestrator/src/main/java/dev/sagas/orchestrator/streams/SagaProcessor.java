package dev.sagas.orchestrator.streams;

import dev.sagas.engine.Engine;
import dev.sagas.engine.FiredTimer;
import dev.sagas.engine.ReceivedInput;
import dev.sagas.engine.Refusal;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.deployment.EngineNames;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.ParkedRecord;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
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

  /** A transaction must not become too old while large values are loaded. */
  private static final Duration MAX_WORK = Duration.ofSeconds(1);

  private final EngineParts parts;
  private ProcessorContext<byte[], OutboundRecord> context;
  private InFlight inFlight;
  private Engine engine;
  private SagaStores stores;
  private Outputs outputs;
  private OutcomeShell shell;
  private Refuser refuser;
  private ParkingLot parking;
  private Quarantine quarantine;
  private ClaimWaits waits;
  private InputHandler inputs;
  private SagaTimers timers;
  private WakeUps wakeUps;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  SagaProcessor(EngineParts parts) {
    this.parts = parts;
  }

  void init(ProcessorContext<byte[], OutboundRecord> processorContext, Outputs door) {
    context = processorContext;
    outputs = door;
    inFlight = new InFlight(context, parts);
    InputHandler.Decisions decisions = parts.decisions(context, inFlight);
    engine = decisions.engine();
    stores = SagaStores.of(context, parts.recentSagas());
    ChangeReport changes = parts.watches().changesOf(ownPartition());
    shell = new OutcomeShell(stores, outputs, changes, inFlight);
    refuser = new Refuser(engine, stores, shell);
    parking =
        new ParkingLot(
            context.getStateStore(EngineNames.PARKING_STORE),
            stores.timers(),
            parts.limits().parking(),
            engine.outputLimits());
    TrustedRebuilder rebuilder = new TrustedRebuilder(stores, parts.rebuilder());
    quarantine = new Quarantine(rebuilder, parking, ownPartition(), parts.limits().parking());
    quarantine.takeOver();
    waits = new ClaimWaits(parking, parts.formats().claims(), ownPartition());
    waits.takeOver(quarantine.recovered());
    inputs =
        new InputHandler(
            decisions, stores, shell, new InputHandler.Holds(quarantine, waits, context::commit));
    timers = new SagaTimers(parts, decisions.decide(), stores, new SagaTimers.Done(shell, waits));
    parts.watches().takeovers().ready(ownPartition());
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

  private FiredTimer firedTimer() {
    return new FiredTimer(ownPartition(), parts.clock().millis());
  }

  void process(ReceivedInput received) {
    int partition = InboundRecords.partition(received.record(), parts.partitions(), ownPartition());
    if (partition == ownPartition()) {
      apply(received);
    } else if (received.record().headers().containsKey(SagaHeaders.REROUTED_FROM)) {
      refuseMisplaced(received, partition, "");
    } else {
      outputs
          .reroute(received, partition, engine.outputLimits())
          .ifPresent(why -> refuseMisplaced(received, partition, ". " + why.message()));
    }
    passed(received);
  }

  private void refuseMisplaced(ReceivedInput received, int partition, String why) {
    refuser.misplaced(
        received, "partition %s of %s%s".formatted(partition, parts.partitions(), why));
  }

  /** Passes over a record; a letter without its bytes is kept of it. */
  void giveUp(ReceivedInput received) {
    refuser.giveUp(received);
    passed(received);
  }

  /** Notes that an input is done with. */
  private void passed(ReceivedInput received) {
    parts.watches().horizon().processed(received.record().position());
    wakeUps.at(nextLookMs());
    if (parts.watches().drain().processed()) {
      context.commit();
    }
  }

  private void apply(ReceivedInput received) {
    parts
        .reader()
        .read(received.record())
        .ifReadable(
            input -> apply(received, input),
            unreadable -> refuser.unreadable(received, unreadable));
  }

  /** What was held of a saga goes before whatever comes now. */
  private void apply(ReceivedInput received, SagaInput input) {
    if (inputs.isHolding() && waits.isDue(input.sagaId(), received.nowMs())) {
      applyWaiting(input.sagaId());
    }
    switch (inputs.handle(received, input)) {
      case NOTHING -> {
        // Nothing follows.
      }
      case APPLY_WAITING -> applyWaiting(input.sagaId());
      case PARK -> park(received, input.sagaId());
    }
  }

  /** What the journal says of a saga takes the place of its checkpoint, and its inputs continue. */
  private void release(Quarantine.Ended ended) {
    SagaId id = ended.id();
    boolean released =
        ended
            .rebuilt()
            .accept(
                new RebuiltSaga.Visitor<Boolean>() {
                  @Override
                  public Boolean done(RebuiltSaga.Done rebuilt) {
                    return replace(id, rebuilt.state());
                  }

                  @Override
                  public Boolean impossible(RebuiltSaga.Impossible rebuilt) {
                    refuseHeld(id, rebuilt.reason());
                    return true;
                  }
                });
    if (released) {
      context.commit();
    }
  }

  private boolean replace(SagaId id, SagaState state) {
    if (engine.rebuilt(state, firedTimer()).accept(shell) != OutcomeShell.Next.APPLY_WAITING) {
      LOG.error("The inputs of saga {} stay held: its checkpoint cannot be written", id);
      return false;
    }
    applyWaiting(id);
    return true;
  }

  private void refuseHeld(SagaId id, String reason) {
    LOG.error("Saga {} cannot be rebuilt: {}", id, reason);
    Refusal refusal = Refusal.untrusted(id, reason);
    waits.release(id, parts.clock().millis());
    parking.take(id).forEach(held -> refuser.refuse(refusal, InboundRecords.of(id, held, here())));
  }

  /**
   * Applies inputs that came before their saga's start right after it, and those that were held. If
   * some take long, because large values are loaded, the others wait for the next transaction.
   */
  private void applyWaiting(SagaId id) {
    long beganAtMs = parts.clock().millis();
    waits.release(id, beganAtMs);
    for (ParkedRecord parked : parking.take(id)) {
      if (parts.clock().millis() - beganAtMs <= MAX_WORK.toMillis()) {
        applyParked(id, parked);
      } else {
        inputs.holding();
        waits.putBack(new ClaimWaits.Held(id, parked));
      }
    }
  }

  private void applyParked(SagaId id, ParkedRecord parked) {
    ReceivedInput received = InboundRecords.of(id, parked, here());
    parts
        .reader()
        .read(received.record())
        .ifReadable(
            input -> {
              if (inputs.handle(received, input) == OutcomeShell.Next.PARK) {
                park(received, id);
              }
            },
            // It could be read when it was parked; its schema is gone since.
            unreadable -> refuser.unreadable(received, unreadable));
  }

  private void park(ReceivedInput received, SagaId id) {
    if (!parking.park(id, received.parked(), received.nowMs())) {
      refuser.refuse(Refusal.tooManyWait(id), received);
    }
  }

  private void refuseParked(SagaId id, ParkedRecord parked) {
    refuser.refuse(Refusal.neverStarted(id), InboundRecords.of(id, parked, here()));
  }

  private void fireTimers() {
    quarantine.tick().forEach(this::release);
    boolean tried = waits.tryAgain(parts.clock(), MAX_WORK, this::applyWaiting);
    var due =
        stores
            .timers()
            .due(
                parts.clock().millis(),
                parts.limits().maxTimersPerPunctuation(),
                dueAtMs -> parts.watches().horizon().hasReadPast(ownPartition(), dueAtMs));
    due.forEach(this::fire);
    boolean begun = letGo();
    inputs.look();
    parts.watches().horizon().expect(ownPartition(), stores.timers().earliestMs());
    wakeUps.at(nextLookMs());
    if (begun || tried || !due.isEmpty()) {
      context.commit();
    }
  }

  /**
   * Sagas that were held back begin, as far as there is room; the others at the next look. Never
   * with an input, which would be blamed for what fails with them.
   */
  private boolean letGo() {
    int limit = parts.limits().maxTimersPerPunctuation();
    return inFlight.letGo(this::begin, limit) > 0;
  }

  private void begin(SagaId id) {
    if (timers.letGo(id, firedTimer()) == SagaTimers.Fired.UNTRUSTED) {
      inputs.quarantine(id);
    }
  }

  private long nextLookMs() {
    if (!inputs.isHolding()) {
      return inFlight.mayLetGo() ? 0 : stores.timers().earliestMs();
    }
    return quarantine.isBusy() || inFlight.mayLetGo()
        ? 0
        : Math.min(waits.nextAtMs(), stores.timers().earliestMs());
  }

  private void fire(TimerQueue.Due due) {
    switch (timers.fire(due, firedTimer())) {
      case FIRED -> {
        // Nothing follows.
      }
      case OBSOLETE ->
          parking
              .takeExpired(due.sagaId(), due.dueAtMs())
              .forEach(parked -> refuseParked(due.sagaId(), parked));
      case UNTRUSTED -> inputs.quarantine(due.sagaId());
    }
  }

  void close() {
    wakeUps.cancel();
    waits.close();
    parts.watches().closed(ownPartition());
  }
}
