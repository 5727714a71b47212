package dev.sagas.audit;

import static dev.sagas.audit.RecordedTopics.CHECKPOINTS;
import static dev.sagas.audit.RecordedTopics.JOURNAL;
import static dev.sagas.audit.RecordedTopics.OUTCOMES;
import static dev.sagas.audit.TamperedTape.DONE;
import static dev.sagas.audit.TamperedTape.LIVE;
import static dev.sagas.audit.TamperedTape.UNDONE;

import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.wire.Cause;
import dev.sagas.engine.wire.Checkpoint;
import dev.sagas.engine.wire.CheckpointCodec;
import dev.sagas.engine.wire.JournalEntry;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** For each violation one way to bring it about, and the saga that it is about. */
final class Tamperings {
  /** A change to a tape, and the saga that the audit must name. */
  record Tampering(String saga, Consumer<RecordedTopics> change) {}

  private final Map<ViolationCode, Tampering> all = new EnumMap<>(ViolationCode.class);

  Tamperings() {
    chain();
    events();
    undo();
    fences();
    commands();
    outcomes();
    checkpoints();
  }

  Optional<Tampering> of(ViolationCode code) {
    return Optional.ofNullable(all.get(code));
  }

  private void add(ViolationCode code, String saga, Consumer<RecordedTopics> change) {
    all.put(code, new Tampering(saga, change));
  }

  private void chain() {
    add(ViolationCode.HASH_MISMATCH, LIVE, tape -> damage(tape, JOURNAL, LIVE, 1));
    add(
        ViolationCode.CHAIN_BROKEN,
        UNDONE,
        tape -> tape.forge(UNDONE, 2, entry -> Forged.of(entry).at(entry.atMs() + 1).entry()));
    add(
        ViolationCode.REVISION_GAP,
        UNDONE,
        tape -> tape.topic(JOURNAL).remove(at(tape, JOURNAL, UNDONE, 1)));
    add(
        ViolationCode.REVISION_REPEATED,
        UNDONE,
        tape -> repeat(tape, JOURNAL, at(tape, JOURNAL, UNDONE, 1)));
    add(
        ViolationCode.ENTRY_OUT_OF_ORDER,
        UNDONE,
        tape ->
            Collections.swap(
                tape.topic(JOURNAL), at(tape, JOURNAL, UNDONE, 1), at(tape, JOURNAL, UNDONE, 2)));
    add(
        ViolationCode.UNREADABLE_ENTRY,
        LIVE,
        tape -> replace(tape, JOURNAL, at(tape, JOURNAL, LIVE, 1), new byte[] {1, 2}));
    add(
        ViolationCode.NOTE_MISPLACED,
        DONE,
        tape ->
            tape.forge(
                DONE, 2, note -> Forged.of(note).previous(Digest.sha256(new byte[] {1})).entry()));
    add(
        ViolationCode.RUN_OVERLAPS,
        LIVE,
        tape ->
            tape.append(
                LIVE, Forged.of(tape.entries(LIVE).get(0)).run(new RunId("0123456789ab")).entry()));
  }

  private void events() {
    add(
        ViolationCode.TIME_BACKWARDS,
        LIVE,
        tape -> rechain(tape, LIVE, 1, entry -> Forged.of(entry).at(0).entry()));
    add(
        ViolationCode.TRANSITION_AFTER_END,
        UNDONE,
        tape -> {
          List<JournalEntry> entries = new ArrayList<>(tape.entries(UNDONE));
          entries.add(entries.get(4));
          tape.rechain(UNDONE, entries);
        });
    add(
        ViolationCode.FOLD_IMPOSSIBLE,
        LIVE,
        tape -> {
          List<SagaEvent> later = tape.entries(LIVE).get(1).events();
          rechain(tape, LIVE, 0, entry -> Forged.of(entry).events(later).entry());
        });
    add(
        ViolationCode.STATUS_DIFFERS,
        LIVE,
        tape ->
            rechain(tape, LIVE, 1, entry -> Forged.of(entry).status(SagaStatus.COMPLETED).entry()));
  }

  private void undo() {
    add(
        ViolationCode.UNDO_ORDER,
        UNDONE,
        tape -> rechainEvents(tape, 3, events -> events.stream().map(Forged::swapped).toList()));
    add(
        ViolationCode.UNDO_AFTER_PIVOT,
        UNDONE,
        tape -> rechainEvents(tape, 1, events -> events.stream().map(Forged::asPivot).toList()));
    add(
        ViolationCode.UNDO_WITHOUT_EFFECT,
        UNDONE,
        tape ->
            rechainEvents(
                tape,
                5,
                events -> {
                  List<SagaEvent> twice = new ArrayList<>(events);
                  twice.add(0, new SagaEvent.StepCompensated(new StepName("book-hotel"), true));
                  return twice;
                }));
    add(
        ViolationCode.UNDO_MISSING,
        UNDONE,
        tape ->
            rechainEvents(
                tape,
                5,
                events -> events.stream().filter(SagaEvent.Ended.class::isInstance).toList()));
  }

  private void fences() {
    add(
        ViolationCode.FENCE_CONFLICT,
        DONE,
        tape -> answerAgain(tape, "rejected", tape.entries(DONE).get(1).cause().input()));
    add(
        ViolationCode.FENCE_REPLY_DIFFERS,
        DONE,
        tape -> answerAgain(tape, "succeeded", Optional.of(Bytes.of(new byte[] {1}))));
  }

  /** Makes the note an answer to the saga's first command, which was answered before. */
  static void answerAgain(RecordedTopics tape, String outcome, Optional<Bytes> reply) {
    String command = tape.entries(DONE).get(0).commands().get(0).commandId();
    Map<String, String> headers =
        Map.of(SagaHeaders.IN_REPLY_TO, command, SagaHeaders.OUTCOME, outcome);
    answerAgain(tape, headers, reply);
  }

  static void answerAgain(RecordedTopics tape, Map<String, String> headers, Optional<Bytes> reply) {
    tape.forge(
        DONE,
        2,
        note -> {
          Cause was = note.cause();
          Cause cause = new Cause(Cause.Kind.REPLY, was.position(), was.actor(), headers, reply);
          return Forged.of(note).cause(cause).entry();
        });
  }

  private void commands() {
    add(
        ViolationCode.COMMAND_MISSING,
        DONE,
        tape -> tape.topic("cars.commands").remove(at(tape, "cars.commands", DONE, 0)));
    add(
        ViolationCode.COMMAND_NOT_JOURNALED,
        DONE,
        tape -> invent(tape, "cars.commands", at(tape, "cars.commands", DONE, 0)));
    add(ViolationCode.COMMAND_ALTERED, DONE, tape -> damage(tape, "cars.commands", DONE, 0));
  }

  private void outcomes() {
    add(
        ViolationCode.OUTCOME_MISSING,
        UNDONE,
        tape -> tape.topic(OUTCOMES).remove(at(tape, OUTCOMES, UNDONE, 0)));
    add(
        ViolationCode.OUTCOME_REPEATED,
        UNDONE,
        tape -> repeat(tape, OUTCOMES, at(tape, OUTCOMES, UNDONE, 0)));
    add(
        ViolationCode.OUTCOME_DIFFERS,
        UNDONE,
        tape -> rechain(tape, UNDONE, 5, entry -> Forged.of(entry).at(entry.atMs() + 1).entry()));
    add(
        ViolationCode.OUTCOME_WITHOUT_END,
        UNDONE,
        tape -> tape.topic(JOURNAL).remove(at(tape, JOURNAL, UNDONE, 5)));
    add(
        ViolationCode.UNREADABLE_OUTCOME,
        UNDONE,
        tape -> replace(tape, OUTCOMES, at(tape, OUTCOMES, UNDONE, 0), new byte[] {9}));
  }

  private void checkpoints() {
    add(
        ViolationCode.CHECKPOINT_MISSING,
        LIVE,
        tape -> tape.topic(CHECKPOINTS).removeIf(raw -> raw.key().equals(LIVE)));
    add(
        ViolationCode.CHECKPOINT_NOT_AT_HEAD,
        LIVE,
        tape -> tape.topic(CHECKPOINTS).remove(newestCheckpoint(tape)));
    add(ViolationCode.CHECKPOINT_DIFFERS, LIVE, Tamperings::olderStateAtTheHead);
    add(
        ViolationCode.CHECKPOINT_WITHOUT_JOURNAL,
        "ghost",
        tape -> {
          RecordedTopics.Raw raw = tape.topic(CHECKPOINTS).get(newestCheckpoint(tape));
          tape.topic(CHECKPOINTS).add(new RecordedTopics.Raw("ghost", raw.value(), raw.headers()));
        });
    add(
        ViolationCode.CHECKPOINT_CORRUPT,
        LIVE,
        tape -> damage(tape, CHECKPOINTS, LIVE, tape.indexes(CHECKPOINTS, LIVE).size() - 1));
  }

  private static void olderStateAtTheHead(RecordedTopics tape) {
    int newest = newestCheckpoint(tape);
    RecordedTopics.Raw raw = tape.topic(CHECKPOINTS).get(newest);
    Checkpoint real = CheckpointCodec.decode(raw.bytes());
    Checkpoint older =
        CheckpointCodec.decode(tape.topic(CHECKPOINTS).get(at(tape, CHECKPOINTS, LIVE, 0)).bytes());
    Checkpoint forged =
        new Checkpoint(older.state().withChain(real.state().chain()), real.timerAtMs());
    replace(tape, CHECKPOINTS, newest, CheckpointCodec.encode(forged).array());
  }

  private static int newestCheckpoint(RecordedTopics tape) {
    return at(tape, CHECKPOINTS, LIVE, tape.indexes(CHECKPOINTS, LIVE).size() - 1);
  }

  private static int at(RecordedTopics tape, String topic, String saga, int index) {
    return tape.indexes(topic, saga).get(index);
  }

  private static void damage(RecordedTopics tape, String topic, String saga, int index) {
    int at = at(tape, topic, saga, index);
    RecordedTopics.Raw raw = tape.topic(topic).get(at);
    tape.topic(topic).set(at, raw.damagedAt(raw.bytes().length - 1));
  }

  private static void replace(RecordedTopics tape, String topic, int at, byte[] value) {
    tape.topic(topic).set(at, tape.topic(topic).get(at).withValue(value));
  }

  /** Adds a command of another attempt, which was never sent. */
  private static void invent(RecordedTopics tape, String topic, int at) {
    RecordedTopics.Raw command = tape.topic(topic).get(at);
    String attempt = command.headers().get(SagaHeaders.COMMAND_ID) + "9";
    tape.topic(topic).add(at + 1, command.withHeader(SagaHeaders.COMMAND_ID, attempt));
  }

  private static void repeat(RecordedTopics tape, String topic, int at) {
    tape.topic(topic).add(at + 1, tape.topic(topic).get(at));
  }

  private static void rechain(
      RecordedTopics tape, String saga, int index, UnaryOperator<JournalEntry> change) {
    List<JournalEntry> entries = new ArrayList<>(tape.entries(saga));
    entries.set(index, change.apply(entries.get(index)));
    tape.rechain(saga, entries);
  }

  /** Changes the events of the undone saga from an entry on. */
  private static void rechainEvents(
      RecordedTopics tape, int from, UnaryOperator<List<SagaEvent>> change) {
    List<JournalEntry> entries = new ArrayList<>(tape.entries(UNDONE));
    int to = from == 1 ? 2 : entries.size();
    for (int i = from; i < to; i++) {
      List<SagaEvent> changed = change.apply(entries.get(i).events());
      entries.set(i, Forged.of(entries.get(i)).events(changed).entry());
    }
    tape.rechain(UNDONE, entries);
  }
}
