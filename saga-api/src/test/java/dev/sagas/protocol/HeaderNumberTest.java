package dev.sagas.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderNumberTest {
  @Test
  void shouldReadADecimalNumber() {
    assertThat(HeaderNumber.parseInt("0")).isZero();
    assertThat(HeaderNumber.parseInt("2147483647")).isEqualTo(Integer.MAX_VALUE);
    assertThat(HeaderNumber.parseLong("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "+1",
        "-1",
        "-0",
        "01",
        "00",
        "1 ",
        " 1",
        "1_0",
        "0x1",
        "1e3",
        "1.0",
        "١",
        "१",
        "１",
        "9223372036854775808"
      })
  void shouldRefuseEveryOtherForm(String text) {
    assertThatThrownBy(() -> HeaderNumber.parseInt(text)).isInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> HeaderNumber.parseLong(text))
        .isInstanceOf(NumberFormatException.class);
  }

  @Test
  void shouldRefuseWhatAnIntCannotHold() {
    assertThatThrownBy(() -> HeaderNumber.parseInt("2147483648"))
        .isInstanceOf(NumberFormatException.class);
  }

  @Test
  void shouldReadTimesUpToTheEndOfTheYear9999() {
    assertThat(HeaderNumber.parseTime("253402300799999")).isEqualTo(253_402_300_799_999L);
    assertThatThrownBy(() -> HeaderNumber.parseTime("253402300800000"))
        .isInstanceOf(NumberFormatException.class)
        .hasMessageContaining("up to 253402300799999");
  }

  /** What we write is read again, in every locale. */
  @Test
  void shouldReadWhatIdsWriteWhenTheLocaleHasOtherDigits() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      CommandId id = CommandId.parse("s-1/00ff00ff00ff/a/execute/12#34");
      assertThat(id.toString()).isEqualTo("s-1/00ff00ff00ff/a/execute/12#34");
      assertThat(id.attempt()).isEqualTo(34);
    } finally {
      Locale.setDefault(before);
    }
  }
}
