package dev.sagas.operate.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.deployment.DeploymentException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Which letters are listed or redriven. */
class LetterSelectionTest {
  private static final LetterFilter LATE = filter("NO_SUCH_SAGA", null, null);

  @Test
  void shouldSayWhatTheHeadersSayWhenALetterIsRead() {
    // when
    DeadLetter letter = DeadLetter.of(Letters.lateReply(17));

    // then
    assertThat(letter)
        .isEqualTo(
            new DeadLetter(
                new LetterPosition(3, 17),
                Optional.of(new LetterOrigin("saga.replies", 0, 17)),
                1_017,
                Optional.of("o-1"),
                "NO_SUCH_SAGA",
                "nobody",
                Letters.VALUE.length,
                Optional.empty()));
  }

  @Test
  void shouldTakeTheKeyAndCutTextsWhenHeadersAreMissingOrHuge() {
    // when
    DeadLetter letter =
        DeadLetter.of(
            Letters.letter(
                1, "saga-error-message", "x".repeat(5_000), "saga-origin", "no position"));

    // then
    assertThat(letter.saga()).contains("o-1");
    assertThat(letter.code()).isEmpty();
    assertThat(letter.message()).hasSize(1_024);
    assertThat(letter.origin()).isEmpty();
  }

  @Test
  void shouldFindTheTopicWhenItsNameHasHyphens() {
    assertThat(LetterOrigin.parse("a-1.card-payments.commands-12-345"))
        .contains(new LetterOrigin("a-1.card-payments.commands", 12, 345));
    assertThat(LetterOrigin.parse("saga.replies-1")).isEmpty();
    assertThat(LetterOrigin.parse("saga.replies-1-99999999999999999999")).isEmpty();
  }

  @Test
  void shouldMatchWhenEverythingThatIsAskedForIsThere() {
    // given
    DeadLetter letter = DeadLetter.of(Letters.lateReply(17));

    // then
    assertThat(LetterFilter.ALL.matches(letter)).isTrue();
    assertThat(filter("NO_SUCH_SAGA", "o-1", "saga.replies", new LetterPosition(3, 17)))
        .matches(all -> all.matches(letter));
    assertThat(
            List.of(
                filter("CORRUPT_VALUE", "o-1", "saga.replies"),
                filter("NO_SUCH_SAGA", "o-2", "saga.replies"),
                filter("NO_SUCH_SAGA", "o-1", "saga.requests"),
                filter(null, null, null, new LetterPosition(3, 18)),
                filter(null, null, null, new LetterPosition(2, 17))))
        .noneMatch(other -> other.matches(letter));
  }

  @Test
  void shouldKeepTheNewestInOrderWhenMoreMatchThanAreListed() {
    // given
    NewestLetters newest = new NewestLetters(LATE, 2, new Discards());

    // when
    LongStream.of(5, 1, 9, 7, 3)
        .mapToObj(Letters::lateReply)
        .map(DeadLetter::of)
        .forEach(newest::add);
    newest.add(DeadLetter.of(Letters.letter(11, "saga-error-code", "CORRUPT_VALUE")));

    // then
    assertThat(newest.list().matched()).isEqualTo(5);
    assertThat(newest.list().letters())
        .extracting(letter -> letter.position().offset())
        .containsExactly(7L, 9L);
  }

  @Test
  void shouldKeepTheOrderAndNameWhatIsMissingWhenPositionsAreSelected() {
    // given
    SelectedLetters selected =
        new SelectedLetters(
            filter(
                null,
                null,
                null,
                new LetterPosition(3, 4),
                new LetterPosition(3, 2),
                new LetterPosition(9, 9)),
            100,
            new Discards());

    // when
    LongStream.of(4, 3, 2).mapToObj(Letters::lateReply).forEach(selected::add);

    // then
    assertThat(selected.inOrder()).extracting(ConsumerRecord::offset).containsExactly(2L, 4L);
    assertThat(selected.notFound()).containsExactly(new LetterPosition(9, 9));
  }

  @Test
  void shouldRefuseWhenMoreMatchThanTheLimitAllows() {
    // given
    SelectedLetters selected = new SelectedLetters(LATE, 2, new Discards());

    // when
    LongStream.of(1, 2, 3).mapToObj(Letters::lateReply).forEach(selected::add);

    // then
    assertThatThrownBy(selected::inOrder)
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("at most 2 letters")
        .hasMessageContaining("3 of 18 bytes");
  }

  @Test
  void shouldRefuseWhenAnOrderIsForEverythingOrBeyondItsBounds() {
    RedriveSignature signature = new RedriveSignature("ada", "schema is registered");
    assertThatThrownBy(() -> new RedriveOrder(LetterFilter.ALL, 100, signature, true))
        .hasMessageContaining("to select letters by");
    assertThatThrownBy(() -> new RedriveOrder(LATE, 1_001, signature, true))
        .hasMessageContaining("1 to 1000");
    assertThatThrownBy(() -> new RedriveSignature("ada", " "))
        .hasMessageContaining("1 to 500 characters");
    assertThatThrownBy(() -> new RedriveSignature("ada", "x".repeat(501)))
        .hasMessageContaining("1 to 500 characters");
    assertThatThrownBy(() -> new RedriveSignature("a\nb", "fixed"))
        .hasMessageContaining("printable");
  }

  @Test
  void shouldReadPositionsWhenTheyHaveTheRightForm() {
    assertThat(LetterPosition.parse("3:17")).isEqualTo(new LetterPosition(3, 17));
    assertThatThrownBy(() -> LetterPosition.parse("3-17"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partition:offset");
  }

  private static LetterFilter filter(
      String code, String saga, String originTopic, LetterPosition... positions) {
    return new LetterFilter(
        Optional.ofNullable(code),
        Optional.ofNullable(saga),
        Optional.ofNullable(originTopic),
        Set.of(positions));
  }
}
