package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.Checkpoint;
import dev.sagas.orchestrator.wire.CorruptCheckpointException;
import dev.sagas.orchestrator.wire.DeadLetterCode;
import dev.sagas.orchestrator.wire.Inbound;
import dev.sagas.orchestrator.wire.InboundRecord;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.orchestrator.wire.ParkedRecord;
import dev.sagas.orchestrator.wire.UnknownFormatException;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies every input of one partition to its sagas.
 *
 * <ul>
 *   <li>Reads, decides, writes: the state before and after are in the same transaction as the
 *       input's offset and everything that is sent.
 *   <li>Asks for a commit as soon as everything polled is processed.
 * </ul>
 */
final class SagaProcessor {
  private static final long UNTRUSTED_RINGS_AGAIN_MS = 60_000;
  private static final Logger LOG = LoggerFactory.getLogger(SagaProcessor.class);

  private final EngineParts parts;
  private ProcessorContext<byte[], OutboundRecord> context;
  private SagaStores stores;
  private Outputs outputs;
  private Refusals refusals;
  private Transitions transitions;
  private ParkingLot parking;
  private Quarantine quarantine;

  private Turns turns;
  private WakeUps wakeUps;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  SagaProcessor(EngineParts parts) {
    this.parts = parts;
  }

  void init(ProcessorContext<byte[], OutboundRecord> processorContext, Outputs door) {
    context = processorContext;
    outputs = door;
    stores =
        new SagaStores(
            context.getStateStore(EngineNames.CHECKPOINT_STORE),
            new TimerQueue(context.getStateStore(EngineNames.TIMER_STORE)));
    turns = new Turns(parts.clock(), ownPartition());
    refusals = new Refusals(parts, outputs);
    transitions =
        new Transitions(parts, stores, new TransitionCommitter(parts, stores, outputs), refusals);
    parking =
        new ParkingLot(
            context.getStateStore(EngineNames.PARKING_STORE),
            stores.timers(),
            parts.limits().parking(),
            outputs.limits());
    TrustedRebuilder rebuilder = new TrustedRebuilder(stores, parts.rebuilder());
    quarantine = new Quarantine(rebuilder, parking, ownPartition(), parts.limits().parking());
    quarantine.takeOver();
    parts.takeovers().ready(ownPartition());
    wakeUps = WakeUps.of(context, parts.clock(), this::fireTimers);
    wakeUps.at(0);
  }

  void process(Record<byte[], byte[]> record, InboundRecord inbound) {
    applyRecovered();
    int partition = InboundRecords.partition(inbound, parts.partitions(), ownPartition());
    if (partition == ownPartition()) {
      apply(record, inbound);
    } else if (inbound.headers().containsKey(SagaHeaders.REROUTED_FROM)) {
      refuseMisplaced(record, inbound, "");
    } else {
      outputs
          .reroute(inbound, record.headers(), partition, parts.clock().millis())
          .ifPresent(why -> refuseMisplaced(record, inbound, ". " + why.message()));
    }
    passed(inbound);
  }

  private void refuseMisplaced(Record<byte[], byte[]> record, InboundRecord inbound, String why) {
    refusals.refused(
        turns.of(record.headers(), inbound, Optional.empty(), Cause.TIMER),
        Optional.empty(),
        DeadLetterCode.WRONG_PARTITION,
        "Expected on partition "
            + InboundRecords.partition(inbound, parts.partitions(), ownPartition())
            + " of "
            + parts.partitions()
            + why);
  }

  /** Notes that an input is done with. */
  void passed(InboundRecord inbound) {
    parts.horizon().processed(inbound.position());
    wakeUps.at(nextLookMs());
    if (parts.drain().processed()) {
      context.commit();
    }
  }

  private int ownPartition() {
    return context.taskId().partition();
  }

  private void apply(Record<byte[], byte[]> record, InboundRecord inbound) {
    Inbound read = readAnswerable(inbound);
    if (read instanceof Inbound.Unreadable unreadable) {
      refuse(turns.of(record.headers(), inbound, unreadable.sagaId(), Cause.TIMER), unreadable);
    } else if (read instanceof Inbound.Input input) {
      SagaId id = input.input().sagaId();
      Turn turn =
          turns.of(
              record.headers(),
              inbound,
              Optional.of(id),
              InboundRecords.cause(inbound, input.input()));
      applyInput(turn, id, input.input());
    }
  }

  /** Reads the record; a request whose answer could not be sent is refused. */
  private Inbound readAnswerable(InboundRecord inbound) {
    Inbound read = parts.reader().read(inbound);
    String replyTo = inbound.headers().get(SagaHeaders.REPLY_TO);
    if (read instanceof Inbound.Input input
        && input.input() instanceof SagaInput.Start
        && replyTo != null
        && !isAnswerTopic(replyTo)) {
      return new Inbound.Unreadable(
          DeadLetterCode.UNKNOWN_REPLY_TO,
          "Expected " + SagaHeaders.REPLY_TO + " to be one of " + parts.answerTopics(),
          Optional.of(input.input().sagaId()));
    }
    return read;
  }

  private boolean isAnswerTopic(String topic) {
    return parts.answerTopics().contains(topic) && parts.topicLimits().maxBytes(topic).isPresent();
  }

  private void refuse(Turn turn, Inbound.Unreadable unreadable) {
    try {
      Optional<SagaState> state = unreadable.sagaId().flatMap(stores::get).map(Checkpoint::state);
      refusals.refused(turn, state, unreadable.code(), unreadable.message());
    } catch (CorruptCheckpointException | UnknownFormatException e) {
      LOG.error("The checkpoint of saga {} cannot be trusted", unreadable.sagaId(), e);
      refusals.refused(
          turn.withoutSaga(), Optional.empty(), unreadable.code(), unreadable.message());
    }
  }

  private void applyInput(Turn turn, SagaId id, SagaInput input) {
    switch (transitions.apply(turn, id, input)) {
      case DONE -> {
        // Nothing follows.
      }
      case STARTED -> parking.take(id).forEach(parked -> applyParked(id, parked));
      case EARLY -> park(turn, id);
      case UNTRUSTED -> hold(turn, id);
    }
  }

  private void hold(Turn turn, SagaId id) {
    quarantine
        .hold(id, InboundRecords.parked(turn.record(), turn.headers()))
        .ifPresent(why -> refuseUntrusted(turn, id, why));
    context.commit();
  }

  private void refuseUntrusted(Turn turn, SagaId id, String why) {
    refusals.refused(
        turn.withoutSaga(),
        Optional.empty(),
        DeadLetterCode.CORRUPT_CHECKPOINT,
        "The checkpoint of saga " + id + " cannot be trusted, " + why);
  }

  /** What the journal says of a saga takes the place of its checkpoint, and its inputs continue. */
  private void release(Quarantine.Ended ended) {
    SagaId id = ended.id();
    if (ended.rebuilt() instanceof RebuiltSaga.Done done) {
      Optional<Unsendable> problem = stores.replace(done.state(), outputs.limits());
      if (problem.isPresent()) {
        LOG.error("The inputs of saga {} stay held: {}", id, problem.get().message());
        return;
      }
      refusals.rebuilt(done.state(), turns.route(), parts.clock().millis());
      parking.take(id).forEach(held -> applyParked(id, held));
    } else if (ended.rebuilt() instanceof RebuiltSaga.Impossible impossible) {
      LOG.error("Saga {} cannot be rebuilt: {}", id, impossible.reason());
      parking
          .take(id)
          .forEach(held -> refuseUntrusted(turns.of(id, held), id, impossible.reason()));
    }
    context.commit();
  }

  /** An input that came before its saga's start is applied right after it. */
  private void applyParked(SagaId id, ParkedRecord parked) {
    InboundRecord inbound = InboundRecords.of(id, parked);
    Headers headers = InboundRecords.headers(parked);
    Inbound read = parts.reader().read(inbound);
    if (read instanceof Inbound.Input input) {
      Cause cause = InboundRecords.cause(inbound, input.input());
      Turn turn = turns.of(headers, inbound, Optional.of(id), cause);
      Transitions.Result applied = transitions.apply(turn, id, input.input());
      if (applied == Transitions.Result.EARLY) {
        refuseParked(id, parked);
      } else if (applied == Transitions.Result.UNTRUSTED) {
        hold(turn, id);
      }
    } else if (read instanceof Inbound.Unreadable unreadable) {
      // It could be read when it was parked; its schema is gone since.
      refuse(turns.of(headers, inbound, unreadable.sagaId(), Cause.TIMER), unreadable);
    }
  }

  private void park(Turn turn, SagaId id) {
    ParkedRecord record = InboundRecords.parked(turn.record(), turn.headers());
    if (!parking.park(id, record, turn.nowMs())) {
      refusals.noSuchSaga(
          turn, "No saga has the id " + id + ", and no more inputs are kept for its start");
    }
  }

  private void refuseParked(SagaId id, ParkedRecord parked) {
    refusals.noSuchSaga(turns.of(id, parked), "No saga of the id " + id + " has started in time");
  }

  /** What was held goes before whatever comes now. */
  private void applyRecovered() {
    for (SagaId id : quarantine.takeRecovered()) {
      parking.take(id).forEach(held -> applyParked(id, held));
    }
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
    stores.timers().remove(due.dueAtMs(), due.sagaId(), due.owner());
    if (due.owner() == TimerQueue.Owner.PARKED_INPUTS) {
      refuseExpired(due);
      return;
    }
    Transitions.Ring ring = transitions.ring(due, turns.route());
    if (ring == Transitions.Ring.NOBODYS) {
      refuseExpired(due);
    } else if (ring == Transitions.Ring.UNTRUSTED) {
      // Another instance must find it, should this one end before the saga is rebuilt.
      stores.timers().put(parts.clock().millis() + UNTRUSTED_RINGS_AGAIN_MS, due.sagaId());
      quarantine.begin(due.sagaId());
    }
  }

  private void refuseExpired(TimerQueue.Due due) {
    parking
        .takeExpired(due.sagaId(), due.dueAtMs())
        .forEach(parked -> refuseParked(due.sagaId(), parked));
  }

  void close() {
    wakeUps.cancel();
    parts.drain().reset();
    parts.horizon().closed(ownPartition());
  }
}
