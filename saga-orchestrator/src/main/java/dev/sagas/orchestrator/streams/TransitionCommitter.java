package dev.sagas.orchestrator.streams;

import dev.sagas.orchestrator.core.Bytes;
import dev.sagas.orchestrator.core.ChainLink;
import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.Digest;
import dev.sagas.orchestrator.core.IncidentCode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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

  /** Why a transition cannot be written. */
  record Unsendable(IncidentCode code, String message) {}

  /** What keeps the transition from being written; nothing that could abort its transaction may. */
  Optional<Unsendable> problem(Prepared prepared) {
    int bound = parts.limits().maxRecordBytes();
    if (prepared.checkpointBytes().size() > bound) {
      return Optional.of(tooLarge("a checkpoint", prepared.checkpointBytes().size(), bound));
    }
    return prepared.records().stream().flatMap(record -> problem(record).stream()).findFirst();
  }

  private Optional<Unsendable> problem(OutboundRecord record) {
    OptionalInt limit = parts.topicLimits().maxBytes(record.topic());
    if (limit.isEmpty() && !isOwn(record.topic())) {
      return Optional.of(
          new Unsendable(
              IncidentCode.TOPIC_MISSING,
              "The transition would write to topic " + record.topic() + ", which does not exist"));
    }
    int bound = Math.min(limit.orElse(Integer.MAX_VALUE), parts.limits().maxRecordBytes());
    return record.maxBytes() <= bound
        ? Optional.empty()
        : Optional.of(tooLarge("a record of topic " + record.topic(), record.maxBytes(), bound));
  }

  /** Without journal and outcomes nothing can be written at all: that is an outage, no incident. */
  private boolean isOwn(String topic) {
    return topic.equals(parts.topics().journal()) || topic.equals(parts.topics().outcomes());
  }

  private static Unsendable tooLarge(String what, int bytes, int bound) {
    return new Unsendable(
        IncidentCode.OUTPUT_TOO_LARGE,
        "The transition would write "
            + what
            + " of "
            + bytes
            + " bytes, at most "
            + bound
            + " are allowed");
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
      outputs.send(record, prepared.state().updatedAtMs());
    }
  }
}
