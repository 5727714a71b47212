package dev.sagas.engine;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ChainLink;
import dev.sagas.engine.core.Deadlines;
import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.SagaEffect;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.JournalCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.engine.wire.OutboundRecord;
import dev.sagas.engine.wire.OutputWriter;
import dev.sagas.engine.wire.SentCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Encodes transitions: journal, commands, outcome and checkpoint. */
final class Transitions {
  private final OutputWriter writer;
  private final JournalCodec journal;
  private final OutputLimits limits;

  Transitions(EngineSetup setup, OutputLimits limits) {
    this.writer = setup.writer();
    this.journal = setup.journal();
    this.limits = limits;
  }

  /**
   * Encodes a transition.
   *
   * @param before the saga's checkpoint before; names no timer if it has just fired
   */
  Outcome.Write encode(
      Optional<Checkpoint> before,
      Decision.Accepted accepted,
      Cause cause,
      OutputWriter.Route route) {
    ChainLink previous =
        before.map(checkpoint -> checkpoint.state().chain()).orElse(ChainLink.START);
    List<OutboundRecord> records = new ArrayList<>();
    List<SentCommand> sent = new ArrayList<>();
    for (SagaEffect effect : accepted.effects()) {
      effect
          .asCommand()
          .ifPresent(
              send -> {
                OutboundRecord record = writer.command(accepted.state().identity(), send, route);
                records.add(record);
                sent.add(OutputWriter.remembered(send, record));
              });
    }
    JournalCodec.Encoded entry = journal.encode(entry(accepted, cause, sent, previous));
    SagaState state =
        accepted.state().withChain(new ChainLink(previous.revision() + 1, entry.hash()));
    records.add(0, writer.journal(state.identity().id(), entry, route));
    for (SagaEffect effect : accepted.effects()) {
      effect
          .asOutcome()
          .ifPresent(outcome -> records.add(writer.outcome(state, outcome, cause, route)));
    }
    OptionalLong timerBeforeMs = before.map(Checkpoint::timerAtMs).orElse(OptionalLong.empty());
    Checkpoint checkpoint = next(state, timerBeforeMs);
    return new Outcome.Write(
        accepted,
        checkpoint,
        CheckpointCodec.encode(checkpoint),
        timerBeforeMs,
        outputs(records, state.updatedAtMs()),
        List.of());
  }

  private static List<Outcome.Output> outputs(List<OutboundRecord> records, long atMs) {
    List<Outcome.Output> outputs = new ArrayList<>(records.size());
    records.forEach(record -> outputs.add(new Outcome.Output(record, atMs)));
    return outputs;
  }

  private static JournalEntry entry(
      Decision.Accepted accepted, Cause cause, List<SentCommand> sent, ChainLink previous) {
    SagaState state = accepted.state();
    return new JournalEntry(
        new JournalEntry.Place(
            state.identity(), previous.revision() + 1, state.updatedAtMs(), previous.hash()),
        cause,
        new JournalEntry.Content(
            Optional.empty(),
            accepted.events(),
            sent,
            SagaEvent.dataAfter(accepted.events()),
            state.status()));
  }

  /**
   * What would be stored for a state.
   *
   * <ul>
   *   <li>A saga has at most one entry among the timers, at or before the earliest time at which it
   *       has something to do. An entry is moved only when it would fire too late; one that fires
   *       too early is put where it belongs. A saga that continues before its time-outs thus writes
   *       one timer while it lives, not two for each step. That of a saga that ends is moved to
   *       when it may be forgotten: it would fire for nothing, and write a checkpoint.
   * </ul>
   *
   * @param timerAtMs the saga's entry among the timers before
   */
  private static Checkpoint next(SagaState state, OptionalLong timerAtMs) {
    OptionalLong due = Deadlines.nextDue(state);
    boolean ringsInTime =
        due.isEmpty()
            || (!state.status().isTerminal()
                && timerAtMs.isPresent()
                && timerAtMs.getAsLong() <= due.getAsLong());
    return new Checkpoint(state, ringsInTime ? timerAtMs : due);
  }

  /** Reschedules a fired timer for when the saga has something to do. */
  Outcome.Reschedule reschedule(SagaState state) {
    return reschedule(next(state, OptionalLong.empty()));
  }

  /** Reschedules a fired timer for that time. */
  Outcome.Reschedule reschedule(SagaState state, long atMs) {
    return reschedule(new Checkpoint(state, OptionalLong.of(atMs)));
  }

  private Outcome.Reschedule reschedule(Checkpoint checkpoint) {
    Bytes encoded = CheckpointCodec.encode(checkpoint);
    boolean fits = limits.problemOfCheckpoint(checkpoint.state(), encoded).isEmpty();
    return new Outcome.Reschedule(checkpoint, fits ? Optional.of(encoded) : Optional.empty());
  }

  /**
   * Encodes a state that takes the place of a checkpoint that cannot be trusted; a problem, if the
   * changelog does not take it.
   */
  Outcome.Replace replace(SagaState state, OutputCollector said) {
    Checkpoint checkpoint = next(state, OptionalLong.empty());
    return new Outcome.Replace(
        checkpoint, CheckpointCodec.encode(checkpoint), said.outputs(), said.omissions());
  }
}
