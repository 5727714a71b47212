package dev.sagas.audit;

import static dev.sagas.audit.RecordedTopics.JOURNAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.Digest;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each way to tamper with the journal, and what the audit says about it. */
class AuditChainTest extends TamperedTape {
  @Test
  void shouldFindNothingWhenNothingWasTouched() {
    // when
    AuditReport report = tape.audit(nowMs());

    // then
    assertThat(report.violations()).isEmpty();
    assertThat(report.isClean()).isTrue();
    assertThat(report.unprovable()).isEmpty();
    AuditReport.Counts counts = report.counts();
    assertThat(counts.sagas()).isEqualTo(3);
    assertThat(counts.runs()).isEqualTo(3);
    assertThat(counts.transitions()).isEqualTo(4 + 6 + 2);
    assertThat(counts.notes()).isEqualTo(1);
    assertThat(counts.commands()).isEqualTo(3 + 5 + 2);
    assertThat(counts.outcomes()).isEqualTo(2);
    assertThat(counts.checkpoints()).isEqualTo(3);
    assertThat(counts.statuses())
        .containsOnly(
            Map.entry(SagaStatus.COMPLETED, 1L),
            Map.entry(SagaStatus.COMPENSATED, 1L),
            Map.entry(SagaStatus.RUNNING, 1L));
  }

  @Test
  void shouldFindHashMismatchWhenAnyByteOfAnEntryIsTurned() {
    // given
    int at = tape.indexes(JOURNAL, LIVE).get(1);
    RecordedTopics.Raw entry = tape.topic(JOURNAL).get(at);

    for (int i = 0; i < entry.bytes().length; i++) {
      tape.topic(JOURNAL).set(at, entry.damagedAt(i));

      // when
      List<ViolationCode> found = codesInMemory();

      // then
      assertThat(found)
          .as("byte %d", i)
          .isNotEmpty()
          .containsAnyOf(ViolationCode.HASH_MISMATCH, ViolationCode.UNREADABLE_ENTRY);
    }
  }

  @Test
  void shouldNameSagaRevisionAndPositionWhenAnEntryIsDamaged() {
    // given
    int at = tape.indexes(JOURNAL, UNDONE).get(2);
    RecordedTopics.Raw entry = tape.topic(JOURNAL).get(at);
    tape.topic(JOURNAL).set(at, entry.damagedAt(entry.bytes().length - 1));

    // when
    Violation found = tape.audit(nowMs()).violations().get(0);

    // then
    assertThat(found.code()).isEqualTo(ViolationCode.HASH_MISMATCH);
    assertThat(found.saga()).hasToString("Optional[" + UNDONE + "]");
    assertThat(found.revision()).hasValue(3);
    assertThat(found.position()).hasToString("Optional[saga.journal-0-" + at + "]");
    assertThat(found.message()).contains("Expected an entry with hash");
  }

  @Test
  void shouldFindOneViolationWhenOneEntryIsDamaged() {
    // given
    int at = tape.indexes(JOURNAL, UNDONE).get(2);
    RecordedTopics.Raw entry = tape.topic(JOURNAL).get(at);

    // when
    tape.topic(JOURNAL).set(at, entry.damagedAt(entry.bytes().length - 1));

    // then
    assertThat(codes()).containsExactly(ViolationCode.HASH_MISMATCH);
  }

  @Test
  void shouldFindHashMismatchWhenANoteIsDamaged() {
    // given
    int at = tape.indexes(JOURNAL, DONE).get(2);
    RecordedTopics.Raw note = tape.topic(JOURNAL).get(at);

    // when
    tape.topic(JOURNAL).set(at, note.damagedAt(note.bytes().length - 1));

    // then
    assertThat(codes()).containsExactly(ViolationCode.HASH_MISMATCH);
  }

  @Test
  void shouldFindUnreadableEntryWhenItIsNoAvro() {
    // given
    int at = tape.indexes(JOURNAL, LIVE).get(1);

    // when
    tape.topic(JOURNAL).set(at, tape.topic(JOURNAL).get(at).withValue(new byte[] {1, 2}));

    // then
    assertThat(codes())
        .containsExactlyInAnyOrder(
            ViolationCode.UNREADABLE_ENTRY,
            ViolationCode.COMMAND_NOT_JOURNALED,
            ViolationCode.CHECKPOINT_NOT_AT_HEAD);
  }

  @Test
  void shouldFindGapWhenAnEntryIsMissing() {
    // when
    tape.topic(JOURNAL).remove((int) tape.indexes(JOURNAL, UNDONE).get(1));

    // then
    assertThat(codes())
        .containsExactlyInAnyOrder(ViolationCode.REVISION_GAP, ViolationCode.COMMAND_NOT_JOURNALED);
  }

  @Test
  void shouldFindGapWhenTheFirstEntryIsMissing() {
    // when
    tape.topic(JOURNAL).remove((int) tape.indexes(JOURNAL, UNDONE).get(0));

    // then
    assertThat(codes())
        .containsExactlyInAnyOrder(ViolationCode.REVISION_GAP, ViolationCode.COMMAND_NOT_JOURNALED);
  }

  @Test
  void shouldFindMissingEndWhenTheLastEntryIsMissing() {
    // when
    tape.topic(JOURNAL).remove((int) tape.indexes(JOURNAL, UNDONE).get(5));

    // then
    assertThat(codes())
        .containsExactlyInAnyOrder(
            ViolationCode.OUTCOME_WITHOUT_END, ViolationCode.CHECKPOINT_NOT_AT_HEAD);
  }

  @Test
  void shouldFindBothPlacesWhenTwoEntriesAreSwapped() {
    // given
    List<Integer> at = tape.indexes(JOURNAL, UNDONE);

    // when
    Collections.swap(tape.topic(JOURNAL), at.get(1), at.get(2));

    // then
    assertThat(codes())
        .containsExactly(ViolationCode.REVISION_GAP, ViolationCode.ENTRY_OUT_OF_ORDER);
  }

  @Test
  void shouldFindRepetitionWhenAnEntryIsThereTwice() {
    // given
    int at = tape.indexes(JOURNAL, UNDONE).get(1);

    // when
    tape.topic(JOURNAL).add(at + 1, tape.topic(JOURNAL).get(at));

    // then
    assertThat(codes()).containsExactly(ViolationCode.REVISION_REPEATED);
  }

  @Test
  void shouldFindBreakWhenAForgedEntryHasAValidHashOfItsOwn() {
    // when
    tape.forge(UNDONE, 2, entry -> Forged.of(entry).at(entry.atMs() + 1).entry());

    // then
    assertThat(codes()).containsExactly(ViolationCode.CHAIN_BROKEN);
  }

  @Test
  void shouldFindBreakWhenTheFirstEntryNamesAnotherBefore() {
    // when
    tape.forge(LIVE, 0, entry -> Forged.of(entry).previous(Digest.sha256(new byte[] {1})).entry());

    // then
    assertThat(codes()).containsExactly(ViolationCode.CHAIN_BROKEN, ViolationCode.CHAIN_BROKEN);
  }

  @Test
  void shouldFindTimeWhenItGoesBackwards() {
    // given
    var entries = new ArrayList<>(tape.entries(LIVE));
    entries.set(1, Forged.of(entries.get(1)).at(entries.get(0).atMs() - 1).entry());

    // when
    tape.rechain(LIVE, entries);

    // then
    assertThat(codes())
        .containsExactly(ViolationCode.TIME_BACKWARDS, ViolationCode.CHECKPOINT_NOT_AT_HEAD);
  }

  @Test
  void shouldFindNoteWhenItNamesAStateThatNeverWas() {
    // when
    tape.forge(DONE, 2, note -> new Forged(note).previous(Digest.sha256(new byte[] {1})).entry());

    // then
    assertThat(codes()).containsExactly(ViolationCode.NOTE_MISPLACED);
  }

  @Test
  void shouldFindNoteWhenItWasMoved() {
    // given
    int at = tape.indexes(JOURNAL, DONE).get(2);

    // when
    tape.topic(JOURNAL).add(tape.topic(JOURNAL).remove(at));

    // then
    assertThat(codes()).containsExactly(ViolationCode.NOTE_MISPLACED);
  }

  @Test
  void shouldFindTransitionWhenTheRunHadEnded() {
    // given
    var entries = new ArrayList<>(tape.entries(UNDONE));
    entries.add(entries.get(4));

    // when
    tape.rechain(UNDONE, entries);

    // then
    assertThat(codes()).contains(ViolationCode.TRANSITION_AFTER_END);
  }

  @Test
  void shouldFindOverlapWhenAnotherRunBeginsTooSoon() {
    // given
    var begin = tape.entries(LIVE).get(0);

    // when
    tape.append(LIVE, Forged.of(begin).run(new RunId("0123456789ab")).entry());

    // then
    assertThat(codes()).contains(ViolationCode.RUN_OVERLAPS);
  }

  @Test
  void shouldFindImpossibleFoldWhenEventsDoNotFit() {
    // given
    var entries = new ArrayList<>(tape.entries(LIVE));
    entries.set(0, Forged.of(entries.get(0)).events(entries.get(1).events()).entry());

    // when
    tape.rechain(LIVE, entries);

    // then
    assertThat(codes())
        .containsExactly(ViolationCode.FOLD_IMPOSSIBLE, ViolationCode.CHECKPOINT_NOT_AT_HEAD);
  }

  @Test
  void shouldFindStatusWhenItIsNotThatOfTheEvents() {
    // given
    var entries = new ArrayList<>(tape.entries(LIVE));
    entries.set(1, Forged.of(entries.get(1)).status(SagaStatus.COMPLETED).entry());

    // when
    tape.rechain(LIVE, entries);

    // then
    assertThat(codes())
        .containsExactly(ViolationCode.STATUS_DIFFERS, ViolationCode.CHECKPOINT_NOT_AT_HEAD);
  }

  @Test
  void shouldNotAccuseWhenTheJournalsBeginningHasExpired() {
    // given
    tape.topic(JOURNAL).subList(0, 4).clear();

    // when
    tape.expire(JOURNAL);

    // then
    AuditReport report = tape.audit(nowMs());
    assertThat(report.violations()).isEmpty();
    assertThat(report.unprovable()).extracting(Unprovable::topic).contains(JOURNAL);
  }

  @Test
  void shouldFindOrderWhenStepsWereUndoneInTheOrderOfTheirEffects() {
    // given
    var entries = new ArrayList<>(tape.entries(UNDONE));
    for (int i = 3; i < entries.size(); i++) {
      List<SagaEvent> swapped = entries.get(i).events().stream().map(Forged::swapped).toList();
      entries.set(i, Forged.of(entries.get(i)).events(swapped).entry());
    }

    // when
    tape.rechain(UNDONE, entries);

    // then
    assertThat(codes())
        .containsExactly(
            ViolationCode.UNDO_ORDER,
            ViolationCode.OUTCOME_DIFFERS,
            ViolationCode.CHECKPOINT_NOT_AT_HEAD);
  }
}
