package dev.sagas.dev.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.SagaCli;
import dev.sagas.cli.shared.ExitCodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SimulateCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int saga(String... arguments) {
    CommandLine commandLine = SagaCli.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"simulate", "dev"})
  void shouldHaveTheHelpAndVersionOfAllCommands(String command) {
    assertThat(saga(command, "--help")).as(err.toString()).isZero();
    assertThat(saga(command, "--version")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Usage: saga " + command, "Java ");
    assertThat(saga(command, "nonsense", "--help")).isEqualTo(ExitCodes.FAILED);
  }

  @Test
  void shouldWriteItsReportAsJsonWhenAskedTo() throws Exception {
    // when
    int exitCode = saga("simulate", "--sagas", "70", "--seed", "5", "--output", "json");

    // then
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(exitCode).isZero();
    assertThat(json.get("sagas").asInt()).isEqualTo(70);
    assertThat(json.get("records").asLong()).isGreaterThan(70);
    assertThat(json.get("faults").asLong()).isPositive();
    assertThat(json.get("violations").asInt()).isZero();
    assertThat(json.get("seed").asLong()).isEqualTo(5);
    assertThat(err.toString()).isEqualToIgnoringNewLines("seed 5");
  }

  @Test
  void shouldRunOneSagaWhenAskedForIt() {
    // when
    int exitCode = saga("simulate", "--seed", "5", "--only", "66");

    // then
    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("Sagas       1 (").contains("Violations  0");
  }

  @Test
  void shouldSayWhatIsWrongWhenTheNumberOfSagasIsNoNumberOfSagas() {
    assertThat(saga("simulate", "--sagas", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("Expected at least one saga, but got 0");
  }

  @Test
  void shouldTellOfEveryViolationWhenSomethingDidNotHold() {
    // given
    SimulationReport broken =
        Simulator.run(
            SimulationConfig.of(2, 1).withDecider(BrokenRule.STORES_ANOTHER_STATE.engine()));

    // then
    assertThat(broken.isClean()).isFalse();
    assertThat(SimulationJson.of(broken)).contains("\"violations\" : 2", "REPLAY_EQUALS_STATE");
    assertThat(SimulationTable.lines(broken)).contains("Violations  2");
  }
}
