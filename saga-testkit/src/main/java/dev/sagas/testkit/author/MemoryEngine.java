package dev.sagas.testkit.author;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.ChainLink;
import dev.sagas.orchestrator.core.Deadlines;
import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.DecisionContext;
import dev.sagas.orchestrator.core.Digest;
import dev.sagas.orchestrator.core.IncidentCode;
import dev.sagas.orchestrator.core.SagaDecider;
import dev.sagas.orchestrator.core.SagaEffect;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaEvolver;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.Checkpoint;
import dev.sagas.orchestrator.wire.CheckpointCodec;
import dev.sagas.orchestrator.wire.JournalCodec;
import dev.sagas.orchestrator.wire.JournalEntry;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.orchestrator.wire.OutputWriter;
import dev.sagas.orchestrator.wire.SentCommand;
import dev.sagas.schema.SagaOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;

/**
 * The orchestrator of one saga, without Kafka: decides, encodes everything that it would write, and
 * holds the saga as the bytes of its checkpoint.
 *
 * <ul>
 *   <li>At each transition the checkpoint is read back, and the journal's entry replayed: both must
 *       give the decided state.
 * </ul>
 *
 * @param <D> the saga's data
 */
final class MemoryEngine<D extends SpecificRecord> {
  private static final OutputWriter.Route ROUTE = new OutputWriter.Route(0, Optional.empty());

  private final Deployment<D> deployment;
  private final OutputWriter writer;
  private final JournalCodec journal;
  private int life;
  private SagaDecider decider;
  private Optional<Bytes> checkpoint = Optional.empty();
  private Optional<SagaState> state = Optional.empty();

  MemoryEngine(Deployment<D> deployment) {
    this.deployment = deployment;
    this.writer = deployment.writer();
    this.journal = deployment.journal();
    this.decider = deployment.decider(0);
  }

  /** The saga, once it has started. */
  Optional<SagaState> state() {
    return state;
  }

  /** When the saga's timer rings, epoch ms; never for one that has ended. */
  OptionalLong nextDue() {
    return state.filter(known -> !known.status().isTerminal()).isPresent()
        ? Deadlines.nextDue(state.orElseThrow())
        : OptionalLong.empty();
  }

  /** Decides and encodes; changes nothing. */
  Turned decide(SagaInput input, Cause cause, long nowMs) {
    DecisionContext context = context(nowMs);
    Decision decision = decider.decide(state, input, context);
    if (decision instanceof Decision.Rejected rejected) {
      return new Turned.Ignored(rejected.reason().name(), rejected.message());
    }
    if (decision instanceof Decision.Accepted accepted) {
      Turned.Moved moved = prepare(accepted, cause);
      return moved.checkpoint().size() <= deployment.limits().maxRecordBytes()
          ? moved
          : tooLarge(cause, context);
    }
    throw new IllegalStateException("Expected a saga under test not to be forgotten");
  }

  private DecisionContext context(long nowMs) {
    return deployment
        .limits()
        .context(Math.max(nowMs, state.map(SagaState::updatedAtMs).orElse(0L)));
  }

  /** What takes the place of a transition that cannot be written (R22). */
  private Turned tooLarge(Cause cause, DecisionContext context) {
    String message =
        "The transition would write more than "
            + deployment.limits().maxRecordBytes()
            + " bytes as a checkpoint";
    return state.isPresent() && state.get().sagaIncident().isEmpty()
        ? prepare(
            SagaDecider.incident(state.get(), IncidentCode.OUTPUT_TOO_LARGE, message, context),
            cause)
        : new Turned.Ignored(IncidentCode.OUTPUT_TOO_LARGE.name(), message);
  }

  private Turned.Moved prepare(Decision.Accepted accepted, Cause cause) {
    ChainLink previous = state.map(SagaState::chain).orElse(ChainLink.START);
    List<OutboundRecord> commands = new ArrayList<>();
    List<SentCommand> sent = new ArrayList<>();
    for (SagaEffect effect : accepted.effects()) {
      if (effect instanceof SagaEffect.SendCommand send) {
        OutboundRecord record = writer.command(accepted.state().identity(), send, ROUTE);
        commands.add(record);
        sent.add(OutputWriter.remembered(send, record));
      }
    }
    JournalCodec.Encoded entry = journal.encode(entry(accepted, cause, sent, previous));
    SagaState after =
        accepted.state().withChain(new ChainLink(previous.revision() + 1, entry.hash()));
    requireReplay(entry, after);
    Bytes encoded = CheckpointCodec.encode(Checkpoint.of(after));
    requireRestart(encoded, after);
    return new Turned.Moved(
        after, encoded, accepted.events(), commands, outcome(accepted, after, cause));
  }

  private static JournalEntry entry(
      Decision.Accepted accepted, Cause cause, List<SentCommand> sent, ChainLink previous) {
    SagaState state = accepted.state();
    Optional<Bytes> data = Optional.empty();
    for (SagaEvent event : accepted.events()) {
      if (event instanceof SagaEvent.Started started) {
        data = Optional.of(started.data());
      } else if (event instanceof SagaEvent.DataChanged changed) {
        data = Optional.of(changed.data());
      }
    }
    return new JournalEntry(
        state.identity(),
        Optional.empty(),
        previous.revision() + 1,
        state.updatedAtMs(),
        cause,
        accepted.events(),
        sent,
        data,
        state.status(),
        previous.hash(),
        Digest.ZERO);
  }

  private Optional<SagaOutcome> outcome(Decision.Accepted accepted, SagaState after, Cause cause) {
    for (SagaEffect effect : accepted.effects()) {
      if (effect instanceof SagaEffect.PublishOutcome publish) {
        OutboundRecord record = writer.outcome(after, publish, cause, ROUTE);
        return Optional.of(deployment.decodeOutcome(record.value().array()));
      }
    }
    return Optional.empty();
  }

  private void requireReplay(JournalCodec.Encoded entry, SagaState after) {
    List<SagaEvent> events = journal.decode(entry.value().array()).events();
    SagaState replayed =
        SagaEvolver.evolve(state, events, after.updatedAtMs()).withChain(after.chain());
    if (!replayed.equals(after)) {
      throw new IllegalStateException(
          "Expected the replayed journal to give the state of saga " + after.identity().id());
    }
  }

  private static void requireRestart(Bytes encoded, SagaState after) {
    if (!CheckpointCodec.decode(encoded.array()).state().equals(after)) {
      throw new IllegalStateException(
          "Expected the checkpoint to give the state of saga " + after.identity().id());
    }
  }

  /** Writes a transition. */
  void commit(Turned.Moved moved) {
    checkpoint = Optional.of(moved.checkpoint());
    state = Optional.of(moved.state());
  }

  /** Starts again, with nothing but the checkpoint's bytes. */
  void restart() {
    life++;
    decider = deployment.decider(life);
    state = checkpoint.map(bytes -> CheckpointCodec.decode(bytes.array()).state());
  }
}
