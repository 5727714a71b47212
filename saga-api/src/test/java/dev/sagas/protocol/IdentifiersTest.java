package dev.sagas.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of every identifier (R22), and how untrusted text is shown. */
class IdentifiersTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "A-1", "order:2026.11_20", ".", "-"})
  void shouldAcceptSagaIdWhenItHasTheForm(String text) {
    assertThat(SagaId.isValid(text)).isTrue();
    assertThat(new SagaId(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "a#1", "ä", "a\n", "\u0000"})
  void shouldRefuseSagaIdWhenItHasAnotherForm(String text) {
    assertThat(SagaId.isValid(text)).isFalse();
    assertThatThrownBy(() -> new SagaId(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Expected a saga id of the form [A-Za-z0-9._:-]{1,200}, but got");
  }

  @Test
  void shouldBoundSagaIdWhenItIsLong() {
    assertThat(SagaId.isValid("x".repeat(200))).isTrue();
    assertThat(SagaId.isValid("x".repeat(201))).isFalse();
  }

  @Test
  void shouldBoundAndFlattenUntrustedTextWhenItIsShown() {
    // given
    String hostile = "line\nbreak\t" + "x".repeat(1000);

    // when
    String shown = Quoted.of(hostile);

    // then
    assertThat(shown)
        .startsWith("'line?break?xxx")
        .endsWith("…' (1011 characters)")
        .hasSizeLessThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "reserve-stock", "a--b-"})
  void shouldAcceptNamesWhenTheyHaveTheForm(String text) {
    assertThat(new StepName(text).value()).isEqualTo(text);
    assertThat(new SagaType(text).value()).isEqualTo(text);
    assertThat(new ParticipantName(text).value()).isEqualTo(text);
    assertThat(new SignalName(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "a_b", "a.b", "a/b", "a b"})
  void shouldRefuseNamesWhenTheyHaveAnotherForm(String text) {
    assertThat(StepName.isValid(text)).isFalse();
    assertThat(SagaType.isValid(text)).isFalse();
    assertThat(ParticipantName.isValid(text)).isFalse();
    assertThat(SignalName.isValid(text)).isFalse();
    assertThatThrownBy(() -> new StepName(text)).hasMessageContaining("step name");
    assertThatThrownBy(() -> new SagaType(text)).hasMessageContaining("saga type");
    assertThatThrownBy(() -> new ParticipantName(text)).hasMessageContaining("participant name");
    assertThatThrownBy(() -> new SignalName(text)).hasMessageContaining("signal name");
  }

  @Test
  void shouldBoundNamesWhenTheyAreLong() {
    assertThat(StepName.isValid("x".repeat(64))).isTrue();
    assertThat(StepName.isValid("x".repeat(65))).isFalse();
    assertThat(SagaType.isValid("x".repeat(65))).isFalse();
    assertThat(ParticipantName.isValid("x".repeat(65))).isFalse();
    assertThat(SignalName.isValid("x".repeat(65))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789a", "0123456789abc", "0123456789AB", "0123456789ag"})
  void shouldRefuseRunIdWhenItIsNotTwelveHexDigits(String text) {
    assertThat(RunId.isValid(text)).isFalse();
    assertThatThrownBy(() -> new RunId(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(RunId.isValid("0123456789ab")).isTrue();
  }

  @Test
  void shouldOrderByTextWhenIdentifiersAreCompared() {
    assertThat(List.of(new SagaId("b"), new SagaId("a")).stream().sorted())
        .containsExactly(new SagaId("a"), new SagaId("b"));
    assertThat(new StepName("a")).isLessThan(new StepName("b"));
    assertThat(new SagaType("a")).isLessThan(new SagaType("b"));
    assertThat(new RunId("000000000000")).isLessThan(new RunId("000000000001"));
    assertThat(new ParticipantName("a")).isLessThan(new ParticipantName("b"));
    assertThat(new SignalName("a")).isLessThan(new SignalName("b"));
  }

  @Test
  void shouldPrefixEveryTopicWhenThereIsAPrefix() {
    // given
    TopicNames topics = new TopicNames("shop.");

    // then
    assertThat(
            List.of(
                topics.requests(),
                topics.replies(),
                topics.signals(),
                topics.operations(),
                topics.journal(),
                topics.outcomes(),
                topics.definitions(),
                topics.deadLetters(),
                topics.recoveries(),
                topics.answers(),
                topics.commands(new ParticipantName("payments"))))
        .containsExactly(
            "shop.saga.requests",
            "shop.saga.replies",
            "shop.saga.signals",
            "shop.saga.operations",
            "shop.saga.journal",
            "shop.saga.outcomes",
            "shop.saga.definitions",
            "shop.saga.dead-letters",
            "shop.saga.recoveries",
            "shop.saga.answers",
            "shop.payments.commands");
    assertThat(TopicNames.DEFAULT.requests()).isEqualTo("saga.requests");
    assertThatThrownBy(() -> new TopicNames("a b")).hasMessageContaining("topic prefix");
    assertThatThrownBy(() -> new TopicNames("x".repeat(65))).hasMessageContaining("topic prefix");
  }
}
