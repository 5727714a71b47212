package dev.sagas.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  @Test
  void shouldSayHowFarItIsWhenSomeOfTheRecordsAreRead() {
    assertThat(ProgressBar.line(250_000, 1_000_000, "records"))
        .startsWith("[#######   ")
        .contains(" 25 %")
        .endsWith(" records");
    assertThat(ProgressBar.line(12, 10, "sagas")).contains("100 %");
  }

  @Test
  void shouldWriteNothingWhenStandardErrorIsNoTerminal() {
    // given
    StringWriter err = new StringWriter();

    // when
    try (ProgressBar bar = new ProgressBar(new PrintWriter(err, true), false, "records")) {
      bar.at(1, 2);
    }

    // then
    assertThat(err.toString()).isEmpty();
  }
}
