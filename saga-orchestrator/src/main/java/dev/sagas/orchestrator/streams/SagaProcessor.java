package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.DecisionContext;
import dev.sagas.orchestrator.core.SagaDecider;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.Checkpoint;
import dev.sagas.orchestrator.wire.CheckpointCodec;
import dev.sagas.orchestrator.wire.CorruptCheckpointException;
import dev.sagas.orchestrator.wire.DeadLetterCode;
import dev.sagas.orchestrator.wire.Inbound;
import dev.sagas.orchestrator.wire.InboundRecord;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.orchestrator.wire.OutputWriter;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
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
final class SagaProcessor implements Processor<byte[], byte[], byte[], OutboundRecord> {
  /** How often timers are looked at; well under the 100 ms within which they must fire (R6). */
  private static final Duration TIMER_INTERVAL = Duration.ofMillis(25);

  private static final Logger LOG = LoggerFactory.getLogger(SagaProcessor.class);

  private final EngineParts parts;
  private final GuardedDecider decider;
  private ProcessorContext<byte[], OutboundRecord> context;
  private SagaStores stores;
  private Outputs outputs;
  private TransitionCommitter committer;
  private Refusals refusals;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  SagaProcessor(EngineParts parts) {
    this.parts = parts;
    this.decider = new GuardedDecider(parts.decider());
  }

  @Override
  public void init(ProcessorContext<byte[], OutboundRecord> processorContext) {
    context = processorContext;
    stores =
        new SagaStores(
            context.getStateStore(EngineNames.CHECKPOINT_STORE),
            new TimerQueue(context.getStateStore(EngineNames.TIMER_STORE)));
    outputs = new Outputs(context, parts.topics().deadLetters());
    committer = new TransitionCommitter(parts, stores, outputs);
    refusals = new Refusals(parts, outputs);
    context.schedule(TIMER_INTERVAL, PunctuationType.WALL_CLOCK_TIME, ignored -> fireTimers());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    InboundRecord inbound = InboundRecords.of(record, context.recordMetadata().orElseThrow());
    int partition = partitionOf(inbound);
    if (partition == ownPartition()) {
      apply(record, inbound);
    } else if (inbound.headers().containsKey(SagaHeaders.REROUTED_FROM)) {
      refusals.refused(
          turn(record, inbound, Optional.empty(), Cause.TIMER),
          Optional.empty(),
          DeadLetterCode.WRONG_PARTITION,
          "Expected on partition " + partition + " of " + parts.partitions());
    } else {
      outputs.reroute(inbound, record.headers(), partition, parts.clock().millis());
    }
    if (parts.drain().processed()) {
      context.commit();
    }
  }

  /** The partition that the key belongs to; a record without a key stays where it is. */
  private int partitionOf(InboundRecord inbound) {
    return inbound
        .key()
        .map(key -> Utils.toPositive(Utils.murmur2(key.array())) % parts.partitions())
        .orElse(ownPartition());
  }

  private int ownPartition() {
    return context.taskId().partition();
  }

  private void apply(Record<byte[], byte[]> record, InboundRecord inbound) {
    Inbound read = readAnswerable(inbound);
    if (read instanceof Inbound.Unreadable unreadable) {
      refuse(turn(record, inbound, unreadable.sagaId(), Cause.TIMER), unreadable);
    } else if (read instanceof Inbound.Input input) {
      SagaId id = input.input().sagaId();
      Turn turn =
          turn(record, inbound, Optional.of(id), InboundRecords.cause(inbound, input.input()));
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
    } catch (CorruptCheckpointException e) {
      LOG.error("The checkpoint of saga {} cannot be trusted", unreadable.sagaId(), e);
      refusals.refused(
          turn.withoutSaga(), Optional.empty(), unreadable.code(), unreadable.message());
    }
  }

  private void applyInput(Turn turn, SagaId id, SagaInput input) {
    Optional<Checkpoint> before;
    try {
      before = stores.get(id);
    } catch (CorruptCheckpointException e) {
      LOG.error("The checkpoint of saga {} cannot be trusted", id, e);
      refusals.refused(
          turn.withoutSaga(),
          Optional.empty(),
          DeadLetterCode.CORRUPT_CHECKPOINT,
          "The checkpoint of saga " + id + " does not match its digest");
      return;
    }
    Optional<SagaState> state = before.map(Checkpoint::state);
    DecisionContext decisionContext = decisionContext(state);
    Decision decision = decider.decide(state, input, decisionContext);
    if (decision instanceof Decision.Accepted accepted) {
      Optional<SagaState> after = commit(turn, before, accepted);
      if (input instanceof SagaInput.Start) {
        after.ifPresent(started -> refusals.accepted(turn, started));
      }
    } else if (decision instanceof Decision.Rejected rejected) {
      refusals.rejected(turn, state, rejected.reason(), rejected.message());
    }
  }

  /** Writes the transition, or what takes its place because its records exceed a bound. */
  private Optional<SagaState> commit(
      Turn turn, Optional<Checkpoint> before, Decision.Accepted accepted) {
    TransitionCommitter.Prepared prepared =
        committer.prepare(before, accepted, turn.cause(), turn.route());
    Optional<TransitionCommitter.Unsendable> problem = committer.problem(prepared);
    if (problem.isEmpty()) {
      committer.write(prepared);
      return Optional.of(prepared.state());
    }
    Optional<SagaState> state = before.map(Checkpoint::state);
    if (before.isPresent() && before.get().state().incident().isEmpty()) {
      writeIncident(before.get(), turn.cause(), turn.route(), problem.get());
    } else {
      refusals.refused(
          turn,
          state,
          DeadLetterCode.valueOf(problem.get().code().name()),
          problem.get().message());
    }
    return Optional.empty();
  }

  private void writeIncident(
      Checkpoint before,
      Cause cause,
      OutputWriter.Route route,
      TransitionCommitter.Unsendable problem) {
    SagaState state = before.state();
    Decision.Accepted incident =
        SagaDecider.incident(
            state, problem.code(), problem.message(), decisionContext(Optional.of(state)));
    committer.write(committer.prepare(Optional.of(before), incident, cause, route));
  }

  private void fireTimers() {
    List<TimerQueue.Due> due =
        stores.timers().due(parts.clock().millis(), parts.limits().maxTimersPerPunctuation());
    due.forEach(this::fire);
    if (!due.isEmpty()) {
      context.commit();
    }
  }

  private void fire(TimerQueue.Due due) {
    stores.timers().remove(due.dueAtMs(), due.sagaId());
    SagaId id = due.sagaId();
    Optional<Checkpoint> stored = checkpointForTimer(id);
    if (stored.isEmpty() || stored.get().timerAtMs() != due.dueAtMs()) {
      return;
    }
    SagaState state = stored.get().state();
    Checkpoint ringing = new Checkpoint(state, 0);
    DecisionContext decisionContext = decisionContext(Optional.of(state));
    Decision decision =
        decider.decide(Optional.of(state), new SagaInput.TimerDue(id), decisionContext);
    OutputWriter.Route route = new OutputWriter.Route(ownPartition(), Optional.empty());
    if (decision instanceof Decision.Accepted accepted) {
      TransitionCommitter.Prepared prepared =
          committer.prepare(Optional.of(ringing), accepted, Cause.TIMER, route);
      Optional<TransitionCommitter.Unsendable> problem = committer.problem(prepared);
      if (problem.isEmpty()) {
        committer.write(prepared);
      } else {
        writeIncident(ringing, Cause.TIMER, route, problem.get());
      }
    } else if (decision instanceof Decision.Forgotten) {
      stores.forget(id);
    } else {
      Checkpoint rescheduled = SagaStores.next(state, 0);
      stores.put(rescheduled, CheckpointCodec.encode(rescheduled), 0);
    }
  }

  private Optional<Checkpoint> checkpointForTimer(SagaId id) {
    try {
      return stores.get(id);
    } catch (CorruptCheckpointException e) {
      LOG.error("The checkpoint of saga {} cannot be trusted; its timer is gone", id, e);
      return Optional.empty();
    }
  }

  private DecisionContext decisionContext(Optional<SagaState> state) {
    long nowMs = Math.max(parts.clock().millis(), state.map(SagaState::updatedAtMs).orElse(0L));
    return new DecisionContext(
        nowMs, parts.limits().tombstoneRetention(), parts.limits().fenceRetention());
  }

  private Turn turn(
      Record<byte[], byte[]> record, InboundRecord inbound, Optional<SagaId> id, Cause cause) {
    Optional<String> trace = Optional.ofNullable(inbound.headers().get(SagaHeaders.TRACE_PARENT));
    return new Turn(
        inbound,
        record.headers(),
        id,
        cause,
        new OutputWriter.Route(ownPartition(), trace),
        parts.clock().millis());
  }

  @Override
  public void close() {
    parts.drain().reset();
  }
}
