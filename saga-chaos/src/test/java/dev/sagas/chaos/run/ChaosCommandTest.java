package dev.sagas.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.cli.SagaCli;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Wrong options are refused before anything is started. */
class ChaosCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--faults=flood | Expected the name of a fault, but was 'flood'",
        "--faults=leaders-moved:database | Expected a role that leaders-moved can hit",
        "--runs=0 | Expected --runs of at least 1, but got 0",
        "--rate=0 | Expected --rate of more than 0, but got 0.0",
        "--orchestrators=0 | Expected --orchestrators of at least 1, but got 0",
        "--standbys=-1 | Expected --standbys of at least 0, but got -1",
        "--duration=0s | Expected --duration of at least 1s, but got PT0S",
      })
  void shouldExitWithTwoAndSayWhatWasExpected(String option, String expected) {
    // given
    StringWriter err = new StringWriter();
    CommandLine line = SagaCli.commandLine().setErr(new PrintWriter(err, true));

    // when
    int exitCode = line.execute("chaos", option);

    // then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soak | --faults=flood | Expected the name of a fault, but was 'flood'",
        "soak | --interval=0s | Expected --interval of at least 1ms, but got PT0S",
        "soak | --tolerance=0 | Expected --tolerance of more than 0, but got 0.0",
        "soak | --earlier-build=here | Expected upgrade among --faults",
        "soak | --rate=0 | Expected --rate of more than 0, but got 0.0",
        "recovery | --injections=0 | Expected --injections of at least 1, but got 0",
        "recovery | --waiting=-1 | Expected --waiting of at least 0, but got -1",
        "recovery | --rate=0 | Expected --rate of more than 0, but got 0.0",
        "recovery | --faults=flood | 'flood'",
      })
  void shouldRefuseWrongOptionsOfSubcommands(String command, String option, String expected) {
    // given
    StringWriter err = new StringWriter();
    CommandLine line = SagaCli.commandLine().setErr(new PrintWriter(err, true));

    // when
    int exitCode = line.execute("chaos", command, option);

    // then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains(expected);
  }
}
