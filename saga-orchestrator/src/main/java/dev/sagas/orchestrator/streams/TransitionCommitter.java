package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.ChainLink;
import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.Digest;
import dev.sagas.orchestrator.core.SagaEffect;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaState;
import dev.sagas.orchestrator.wire.Cause;
import dev.sagas.orchestrator.wire.Checkpoint;
import dev.sagas.orchestrator.wire.CheckpointCodec;
import dev.sagas.orchestrator.wire.JournalCodec;
import dev.sagas.orchestrator.wire.JournalEntry;
import dev.sagas.orchestrator.wire.OutboundRecord;
import dev.sagas.orchestrator.wire.OutputWriter;
import dev.sagas.orchestrator.wire.SentCommand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a transition: journal, commands, outcome and checkpoint, in one Kafka transaction with the
 * input's offset.
 *
 * <ul>
 *   <li>Everything is encoded and checked before the first store put or send (R17).
 * </ul>
 */
final class TransitionCommitter {
  private final EngineParts parts;
  private final SagaStores stores;
  private final Outputs outputs;

  TransitionCommitter(EngineParts parts, SagaStores stores, Outputs outputs) {
    this.parts = parts;
    this.stores = stores;
    this.outputs = outputs;
  }

  /** A transition, encoded. */
  record Prepared(
      SagaState state,
      Checkpoint checkpoint,
      Bytes checkpointBytes,
      List<OutboundRecord> records,
      long timerBeforeMs) {}

  /** What keeps the transition from being written; nothing that could abort its transaction may. */
  Optional<Unsendable> problem(Prepared prepared) {
    return problem(prepared.state(), prepared.checkpointBytes())
        .or(
            () ->
                prepared.records().stream()
                    .flatMap(record -> outputs.limits().problemOfTransition(record).stream())
                    .findFirst());
  }

  /** What keeps a checkpoint from the store. */
  Optional<Unsendable> problem(SagaState state, Bytes checkpoint) {
    int keyBytes = state.identity().id().value().getBytes(StandardCharsets.UTF_8).length;
    return outputs.limits().problemOfCheckpoint(keyBytes, checkpoint.size());
  }

  /**
   * Encodes a transition.
   *
   * @param before the saga's checkpoint before; its timer entry is 0 where it has just rung
   */
  Prepared prepare(
      Optional<Checkpoint> before,
      Decision.Accepted accepted,
      Cause cause,
      OutputWriter.Route route) {
    ChainLink previous =
        before.map(checkpoint -> checkpoint.state().chain()).orElse(ChainLink.START);
    List<OutboundRecord> records = new ArrayList<>();
    List<SentCommand> sent = new ArrayList<>();
    for (SagaEffect effect : accepted.effects()) {
      if (effect instanceof SagaEffect.SendCommand send) {
        OutboundRecord record = parts.writer().command(accepted.state().identity(), send, route);
        records.add(record);
        sent.add(OutputWriter.remembered(send, record));
      }
    }
    JournalCodec.Encoded entry = parts.journal().encode(entry(accepted, cause, sent, previous));
    SagaState state =
        accepted.state().withChain(new ChainLink(previous.revision() + 1, entry.hash()));
    records.add(0, parts.writer().journal(state.identity().id(), entry, route));
    for (SagaEffect effect : accepted.effects()) {
      if (effect instanceof SagaEffect.PublishOutcome outcome) {
        records.add(parts.writer().outcome(state, outcome, cause, route));
      }
    }
    long timerBeforeMs = before.map(Checkpoint::timerAtMs).orElse(0L);
    Checkpoint checkpoint = SagaStores.next(state, timerBeforeMs);
    return new Prepared(
        state, checkpoint, CheckpointCodec.encode(checkpoint), records, timerBeforeMs);
  }

  private static JournalEntry entry(
      Decision.Accepted accepted, Cause cause, List<SentCommand> sent, ChainLink previous) {
    SagaState state = accepted.state();
    return new JournalEntry(
        state.identity(),
        Optional.empty(),
        previous.revision() + 1,
        state.updatedAtMs(),
        cause,
        accepted.events(),
        sent,
        SagaEvent.dataAfter(accepted.events()),
        state.status(),
        previous.hash(),
        Digest.ZERO);
  }

  /** Writes what was prepared. */
  void write(Prepared prepared) {
    stores.put(prepared.checkpoint(), prepared.checkpointBytes(), prepared.timerBeforeMs());
    for (OutboundRecord record : prepared.records()) {
      outputs.sendChecked(record, prepared.state().updatedAtMs());
    }
  }
}
