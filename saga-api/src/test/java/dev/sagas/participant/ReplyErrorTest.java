package dev.sagas.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyErrorTest {
  @ParameterizedTest
  @CsvSource({"a, 1024", "é, 1024", "€, 1023", "😀, 1024"})
  void shouldCutBetweenCharactersWhenTheMessageIsTooLong(String character, int bytes) {
    // given
    String message = character.repeat(2_000);

    // when
    String cut = new ReplyError("CODE", message).message();

    // then
    assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSize(bytes);
    assertThat(message).startsWith(cut);
  }

  @Test
  void shouldKeepTheMessageWhenItFits() {
    // given
    String message = "Only 3 of sku-7 left: 10 €";

    // when
    String kept = new ReplyError("CODE", message).message();

    // then
    assertThat(kept).isEqualTo(message);
  }

  @Test
  void shouldReplaceWhatDatabasesAndTerminalsRefuseWhenTheMessageHoldsIt() {
    // given
    String message = "a\u0000b\nc\ud800d";

    // when
    String cleaned = new ReplyError("CODE", message).message();

    // then
    assertThat(cleaned).isEqualTo("a b c?d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no spaces", "ümlaut", "a\nb"})
  void shouldRefuseWhenTheCodeHasAnotherForm(String code) {
    assertThatThrownBy(() -> new ReplyError(code, "")).isInstanceOf(IllegalArgumentException.class);
  }
}
