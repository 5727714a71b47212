package dev.sagas.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.cli.SagaCli;
import dev.sagas.operate.query.ShortDuration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is typed wrong is told, and nothing is sent. */
class ConvertersTest {
  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "2h, PT2H", "7d, PT168H"})
  void shouldReadADurationWhenItHasAUnit(String text, Duration duration) {
    assertThat(ShortDuration.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "s", "-1s", "1 s", "1w", "99999999999s"})
  void shouldRefuseADurationWhenItHasAnotherForm(String text) {
    assertThatThrownBy(() -> ShortDuration.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as 500ms, 30s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pause bad/id --reason=r | Expected a saga id of the form",
        "skip o-1 --step=Bad --reason=r | Expected a step name of the form",
        "skip o-1 --reason=r | --step",
        "pause o-1 | --reason",
        "pause --reason=r | ID",
        "migrate o-1 --reason=r | --to-version",
        "edit o-1 --reason=r | --data",
        "pause o-1 --reason=r --timeout=1w | Expected a duration such as",
        "signal o-1 Paid --record=a.B --data=- | Expected a signal name of the form",
        "decline o-1 review | --reason",
      })
  void shouldExitWithTwoAndSayWhatWasExpected(String line, String message) {
    // given
    CommandLine cli = SagaCli.commandLine();
    StringWriter err = new StringWriter();
    cli.setErr(new PrintWriter(err, true));

    // when
    int exitCode =
        cli.execute(
            (line + " --bootstrap-server=localhost:1 --schema-registry=http://localhost:1")
                .split(" ", -1));

    // then
    assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString()).contains(message);
  }
}
