package dev.sagas.operate.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.operate.topics.SendFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What is written when a letter is discarded, and what is listed then. */
class DiscardsTest {
  private static final RedriveSignature ADA = new RedriveSignature("ada", "placed again");
  private static final LetterPosition POSITION = new LetterPosition(3, 17);

  private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();

  @Test
  void shouldWriteWhoAndWhyToThePartitionOfTheLetter() {
    // when
    List<LetterResult<DiscardOutcome>> results =
        DeadLetters.discard(List.of(Letters.lateReply(17)), ADA, this::send);

    // then
    assertThat(results).extracting(LetterResult::outcome).containsExactly(DiscardOutcome.DISCARDED);
    ProducerRecord<byte[], byte[]> note = sent.get(0);
    assertThat(note.topic()).isEqualTo("saga.dead-letters");
    assertThat(note.partition()).isEqualTo(3);
    assertThat(note.key()).asString().isEqualTo("o-1");
    assertThat(note.value()).isNull();
    assertThat(note.headers())
        .extracting(
            header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
        .containsExactly(
            "saga-id=o-1",
            "saga-discards=saga.dead-letters-3-17",
            "saga-discarded-by=ada: placed again");
  }

  private Optional<SendFailure> send(ProducerRecord<byte[], byte[]> record) {
    sent.add(record);
    return Optional.empty();
  }

  @Test
  void shouldTryNothingMoreAfterAFailure() {
    // given
    List<ConsumerRecord<byte[], byte[]>> letters =
        List.of(Letters.lateReply(1), Letters.lateReply(2));

    // when
    List<LetterResult<DiscardOutcome>> refused =
        DeadLetters.discard(
            letters, ADA, note -> Optional.of(new SendFailure(true, "no right to write")));
    List<LetterResult<DiscardOutcome>> unknown =
        DeadLetters.discard(letters, ADA, note -> Optional.of(new SendFailure(false, "no answer")));

    // then
    assertThat(refused)
        .extracting(LetterResult::outcome)
        .containsExactly(DiscardOutcome.REFUSED, DiscardOutcome.NOT_TRIED);
    assertThat(unknown.get(0).outcome()).isEqualTo(DiscardOutcome.FAILED);
    assertThat(new LetterReport<>(refused, List.of()).isComplete()).isFalse();
  }

  @Test
  void shouldListADiscardedLetterOnlyWhereItIsAskedFor() {
    // given
    Discards discards = new Discards();
    ConsumerRecord<byte[], byte[]> note = note("saga.dead-letters-3-17", "ada: placed again");
    discards.add(note);
    discards.add(note("saga.dead-letters-3-17", "bob: the second is not the first"));
    discards.add(note("other-3-5", "eve: another topic"));
    discards.add(note("no position", "eve: no position"));

    // when
    LetterList open = list(LetterFilter.ALL, discards);
    LetterList discarded = list(LetterFilter.ALL.in(Set.of(LetterState.DISCARDED)), discards);

    // then
    assertThat(Discards.isNote(note)).isTrue();
    assertThat(open.letters()).extracting(DeadLetter::position).doesNotContain(POSITION).hasSize(1);
    assertThat(open.matched()).isEqualTo(1);
    assertThat(discarded.letters()).extracting(DeadLetter::position).containsExactly(POSITION);
    assertThat(discarded.discards())
        .containsOnlyKeys(POSITION)
        .containsValue(new Discard("ada: placed again", note.timestamp()));
  }

  private static LetterList list(LetterFilter filter, Discards discards) {
    NewestLetters newest = new NewestLetters(filter, 10, discards);
    newest.add(DeadLetter.of(Letters.lateReply(17)));
    newest.add(DeadLetter.of(Letters.lateReply(5)));
    return newest.list();
  }

  private static ConsumerRecord<byte[], byte[]> note(String letter, String by) {
    return Letters.withValue(40, null, "saga-discards", letter, "saga-discarded-by", by);
  }

  @Test
  void shouldNotTakeALetterForANoteWhateverHeadersItsRecordHad() {
    ConsumerRecord<byte[], byte[]> forged =
        Letters.letter(
            18, "saga-discards", "saga.dead-letters-3-17", "saga-origin", "saga.replies-0-1");
    assertThat(Discards.isNote(forged)).isFalse();
  }

  @Test
  void shouldSelectADiscardedLetterByItsPositionAndNoOtherWay() {
    Discards discards = new Discards();
    discards.add(note("saga.dead-letters-3-17", "ada: placed again"));
    DeadLetter letter = DeadLetter.of(Letters.lateReply(17));
    LetterFilter byPosition =
        new LetterFilter(Optional.empty(), Optional.empty(), Optional.empty(), Set.of(POSITION));
    LetterFilter bySaga =
        new LetterFilter(Optional.empty(), Optional.of("o-1"), Optional.empty(), Set.of());

    assertThat(byPosition.matches(letter, discards)).isTrue();
    assertThat(bySaga.matches(letter, discards)).isFalse();
    assertThat(new DiscardOrder(byPosition, 1, ADA, true).filter().matches(letter, discards))
        .as("it is discarded already")
        .isFalse();
    assertThatThrownBy(() -> new DiscardOrder(LetterFilter.ALL, 1, ADA, true))
        .hasMessageContaining("to select letters by");
  }
}
