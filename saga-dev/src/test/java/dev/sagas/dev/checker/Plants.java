package dev.sagas.dev.checker;

import static dev.sagas.dev.checker.VerdictKind.CHAIN_BROKEN;
import static dev.sagas.dev.checker.VerdictKind.CHECKPOINT_NOT_FOLD;
import static dev.sagas.dev.checker.VerdictKind.DOUBLE_EFFECT;
import static dev.sagas.dev.checker.VerdictKind.EFFECT_AFTER_FENCE;
import static dev.sagas.dev.checker.VerdictKind.LOST;
import static dev.sagas.dev.checker.VerdictKind.NOT_CONSERVED;
import static dev.sagas.dev.checker.VerdictKind.OPERATOR_ACTION_MISSING;
import static dev.sagas.dev.checker.VerdictKind.OUTCOME_MISMATCH;
import static dev.sagas.dev.checker.VerdictKind.SILENT_END;
import static dev.sagas.dev.checker.VerdictKind.UNDO_MISSING;
import static dev.sagas.dev.checker.VerdictKind.UNDO_OUT_OF_ORDER;
import static dev.sagas.dev.checker.VerdictKind.UNDO_WITHOUT_DO;
import static dev.sagas.dev.checker.VerdictKind.ZOMBIE_TRANSITION;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** At least one violation of every kind. */
final class Plants {
  private static final String ID = "planted";
  private static final String A = "reserve";
  private static final String B = "pay";

  private Plants() {}

  static List<Plant> all() {
    return List.of(
        plant(LOST, "a request without a trace", draft -> saga(draft).request()),
        plant(LOST, "a run without outcome and state", Plants::runWithoutState),
        plant(LOST, "a run that only its client knows", Plants::runWithoutJournal),
        plant(LOST, "a command that was not sent", Plants::commandNotSent),
        plant(DOUBLE_EFFECT, "one key, two effects", Plants::twoEffects),
        plant(DOUBLE_EFFECT, "two epochs in effect", Plants::twoEpochs),
        plant(DOUBLE_EFFECT, "one effect undone twice", Plants::twoUndos),
        plant(EFFECT_AFTER_FENCE, "an execute after nothing to undo", Plants::lateExecute),
        plant(EFFECT_AFTER_FENCE, "an execute after its undo", Plants::executeAfterUndo),
        plant(UNDO_OUT_OF_ORDER, "the first step first", Plants::undoOutOfOrder),
        plant(UNDO_OUT_OF_ORDER, "two undos at a time", Plants::undosOverlap),
        plant(UNDO_MISSING, "compensated without the undo", Plants::undoMissing),
        plant(UNDO_MISSING, "ended by hand, effect not named", Plants::effectNotNamed),
        plant(UNDO_WITHOUT_DO, "the execute had no effect", Plants::undoWithoutDo),
        plant(OUTCOME_MISMATCH, "completed without an effect", Plants::effectMissing),
        plant(OUTCOME_MISMATCH, "two outcomes", draft -> completed(draft).outcome("COMPLETED")),
        plant(OUTCOME_MISMATCH, "another outcome than the journal's", Plants::otherOutcome),
        plant(NOT_CONSERVED, "money", Plants::moneyLost),
        plant(CHAIN_BROKEN, "a changed byte", Plants::byteChanged),
        plant(CHAIN_BROKEN, "a missing revision", Plants::revisionMissing),
        plant(CHAIN_BROKEN, "an entry that cannot be read", Plants::entryUnreadable),
        plant(CHECKPOINT_NOT_FOLD, "an older state", Plants::olderState),
        plant(CHECKPOINT_NOT_FOLD, "a damaged state", Plants::damagedState),
        plant(ZOMBIE_TRANSITION, "two of one revision", draft -> live(draft).fork()),
        plant(ZOMBIE_TRANSITION, "one after the end", draft -> completed(draft).fork()),
        plant(ZOMBIE_TRANSITION, "a command without a transition", Plants::strayCommand),
        plant(OPERATOR_ACTION_MISSING, "acknowledged, not applied", Plants::actionMissing),
        plant(OPERATOR_ACTION_MISSING, "on an unknown saga", Plants::actionOnNothing),
        plant(SILENT_END, "ended without outcome", Plants::outcomeMissing),
        plant(SILENT_END, "state removed without outcome", Plants::stateRemoved));
  }

  private static Plant plant(VerdictKind kind, String what, Consumer<HistoryDraft> into) {
    return new Plant(kind, what, into);
  }

  private static SagaWriter saga(HistoryDraft draft) {
    return new SagaWriter(draft, ID, 4_711);
  }

  private static SagaWriter live(HistoryDraft draft) {
    return saga(draft).start().execute(A);
  }

  private static SagaWriter completed(HistoryDraft draft) {
    return live(draft).end("COMPLETED");
  }

  private static SagaWriter twoUndone(HistoryDraft draft) {
    return live(draft).execute(B).turnBackByOperator("op");
  }

  private static SagaWriter compensated(HistoryDraft draft) {
    return live(draft).turnBackByOperator("op").undo(A).end("COMPENSATED");
  }

  private static void runWithoutState(HistoryDraft draft) {
    live(draft);
    draft.remove(HistoryTopic.CHECKPOINTS, ID);
  }

  private static void runWithoutJournal(HistoryDraft draft) {
    saga(draft).start();
    draft.remove(HistoryTopic.JOURNAL, ID);
    draft.remove(HistoryTopic.CHECKPOINTS, ID);
  }

  private static void commandNotSent(HistoryDraft draft) {
    saga(draft).start().send(A, Action.EXECUTE, 1);
    draft.remove(HistoryTopic.COMMANDS, ID);
  }

  private static void twoEffects(HistoryDraft draft) {
    live(draft).effect(A, Action.EXECUTE);
  }

  private static void twoEpochs(HistoryDraft draft) {
    live(draft).raiseEpoch(A).effect(A, Action.EXECUTE);
  }

  private static void twoUndos(HistoryDraft draft) {
    compensated(draft).effect(A, Action.COMPENSATE);
  }

  private static void lateExecute(HistoryDraft draft) {
    SagaWriter saga = saga(draft).start().send(A, Action.EXECUTE, 1).becomeUnknown(A);
    saga.undoNothing(A).effect(A, Action.EXECUTE).end("COMPENSATED");
  }

  private static void executeAfterUndo(HistoryDraft draft) {
    SagaWriter saga = saga(draft).start().send(A, Action.EXECUTE, 1).becomeUnknown(A);
    saga.undo(A).effect(A, Action.EXECUTE).end("COMPENSATED");
  }

  private static void undoOutOfOrder(HistoryDraft draft) {
    twoUndone(draft).undo(A).undo(B).end("COMPENSATED");
  }

  private static void undosOverlap(HistoryDraft draft) {
    twoUndone(draft)
        .send(B, Action.COMPENSATE, 1)
        .send(A, Action.COMPENSATE, 1)
        .effect(B, Action.COMPENSATE)
        .recordUndo(B)
        .effect(A, Action.COMPENSATE)
        .recordUndo(A)
        .end("COMPENSATED");
  }

  private static void undoMissing(HistoryDraft draft) {
    compensated(draft);
    draft.effects.remove(draft.effects.size() - 1);
  }

  private static void effectNotNamed(HistoryDraft draft) {
    live(draft).end("ENDED_BY_OPERATOR");
  }

  private static void undoWithoutDo(HistoryDraft draft) {
    compensated(draft);
    draft.effects.remove(draft.effects.size() - 2);
  }

  private static void effectMissing(HistoryDraft draft) {
    live(draft).execute(B).end("COMPLETED");
    saga(draft, "other").start().execute(A).execute(B).end("COMPLETED");
    draft.effects.removeIf(
        effect ->
            effect.key().sagaId().toString().equals(ID)
                && effect.key().step().toString().equals(B));
  }

  private static SagaWriter saga(HistoryDraft draft, String id) {
    return new SagaWriter(draft, id, 4_712);
  }

  private static void otherOutcome(HistoryDraft draft) {
    SagaWriter saga = live(draft).turnBackByOperator("op").undo(A).end("COMPENSATED");
    draft.remove(HistoryTopic.OUTCOMES, ID);
    saga.outcome("ENDED_BY_OPERATOR");
  }

  private static void moneyLost(HistoryDraft draft) {
    draft.totals.add(new ConservedTotal("money of the bank", 500, 499));
  }

  private static void byteChanged(HistoryDraft draft) {
    live(draft);
    RecordValue value = draft.last(HistoryTopic.JOURNAL, ID).value().orElseThrow();
    byte[] bytes = value.part(0, value.size());
    bytes[20] ^= 1;
    draft.replaceLast(
        HistoryTopic.JOURNAL,
        ID,
        Optional.of(RecordValue.of(bytes, value.decoded().orElseThrow())));
  }

  private static void revisionMissing(HistoryDraft draft) {
    SagaWriter saga = live(draft);
    draft.records.remove(draft.last(HistoryTopic.JOURNAL, ID));
    saga.execute(B);
  }

  private static void entryUnreadable(HistoryDraft draft) {
    live(draft);
    draft.append(
        HistoryTopic.JOURNAL, ID, Map.of(), Optional.of(RecordValue.of(new byte[] {0, 1})));
  }

  private static void olderState(HistoryDraft draft) {
    SagaWriter saga = saga(draft).start();
    byte[] older = saga.checkpointBytes();
    saga.execute(A);
    draft.replaceLast(HistoryTopic.CHECKPOINTS, ID, Optional.of(RecordValue.of(older)));
  }

  private static void damagedState(HistoryDraft draft) {
    byte[] bytes = live(draft).checkpointBytes();
    bytes[bytes.length - 1] ^= 1;
    draft.replaceLast(HistoryTopic.CHECKPOINTS, ID, Optional.of(RecordValue.of(bytes)));
  }

  private static void strayCommand(HistoryDraft draft) {
    SagaWriter saga = live(draft);
    saga.command(new CommandId(saga.key(B, Action.EXECUTE), 1));
  }

  private static void actionMissing(HistoryDraft draft) {
    SagaWriter saga = compensated(draft);
    draft.acknowledged.add(
        new AcknowledgedAction(saga.key(A, Action.EXECUTE).sagaId(), "op-without-transition"));
  }

  private static void actionOnNothing(HistoryDraft draft) {
    SagaWriter saga = saga(draft);
    draft.acknowledged.add(new AcknowledgedAction(saga.key(A, Action.EXECUTE).sagaId(), "op"));
  }

  private static void outcomeMissing(HistoryDraft draft) {
    completed(draft);
    draft.remove(HistoryTopic.OUTCOMES, ID);
  }

  private static void stateRemoved(HistoryDraft draft) {
    live(draft);
    draft.append(HistoryTopic.CHECKPOINTS, ID, Map.of(), Optional.empty());
  }
}
