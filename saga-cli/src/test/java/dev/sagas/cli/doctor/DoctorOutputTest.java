package dev.sagas.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.SagaCli;
import dev.sagas.cli.shared.ExitCodes;
import dev.sagas.cli.shared.Screen;
import dev.sagas.operate.doctor.Diagnosis;
import dev.sagas.operate.doctor.DoctorCheck;
import dev.sagas.operate.doctor.Finding;
import dev.sagas.operate.doctor.FindingCode;
import dev.sagas.operate.doctor.Severity;
import dev.sagas.operate.json.DoctorJson;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.TimeText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person and a program see of a diagnosis. */
class DoctorOutputTest {
  private static final Diagnosis DIAGNOSIS =
      new Diagnosis(
          List.of(
              new Finding(
                  DoctorCheck.BROKERS, Severity.OK, Optional.empty(), "cluster", "All well", ""),
              new Finding(
                  DoctorCheck.PARTICIPANTS,
                  Severity.PROBLEM,
                  Optional.of(FindingCode.PARTICIPANT_AWAITED),
                  "cars",
                  "Expected members, but \u001b none",
                  "Start it."),
              new Finding(
                  DoctorCheck.DEAD_LETTERS,
                  Severity.NOT_CHECKED,
                  Optional.empty(),
                  "saga.dead-letters",
                  "Not checked: it is not there",
                  "")));

  @Test
  void shouldShowAPersonWhatIsAndWhatToDo() {
    assertThat(String.join("\n", DoctorTable.lines(DIAGNOSIS, screen(80))))
        .isEqualTo(
            """
            CHECK         RESULT       WHAT
            brokers       ok           cluster: All well
            participants  problem      PARTICIPANT_AWAITED cars: Expected members, but ?
                                       none
                                       -> Start it.
            dead-letters  not-checked  saga.dead-letters: Not checked: it is not there

            Problems: 1, warnings: 0, not checked: 1""");
  }

  private static Screen screen(int columns) {
    return new Screen(columns, new TimeText(ZoneOffset.UTC));
  }

  @Test
  void shouldShowAProgramTheSame() throws Exception {
    // when
    JsonNode json = new ObjectMapper().readTree(Json.text(DoctorJson.node(DIAGNOSIS)));

    // then
    assertThat(json.get("healthy").asBoolean()).isFalse();
    assertThat(json.get("problems").asInt()).isEqualTo(1);
    assertThat(json.get("warnings").asInt()).isZero();
    assertThat(json.get("notChecked").asInt()).isEqualTo(1);
    assertThat(json.get("findings").get(0).get("code").isNull()).isTrue();
    JsonNode problem = json.get("findings").get(1);
    assertThat(problem.get("check").asText()).isEqualTo("participants");
    assertThat(problem.get("severity").asText()).isEqualTo("problem");
    assertThat(problem.get("code").asText()).isEqualTo("PARTICIPANT_AWAITED");
    assertThat(problem.get("subject").asText()).isEqualTo("cars");
    assertThat(problem.get("advice").asText()).isEqualTo("Start it.");
  }

  @Test
  void shouldEndWithACodeOfItsOwnWhenNothingButADecisionIsMissing() {
    // given
    Finding decision =
        new Finding(
            DoctorCheck.SAGAS,
            Severity.PROBLEM,
            Optional.of(FindingCode.INCIDENTS),
            "PIVOT_OUTCOME_UNKNOWN",
            "Expected no saga to need a decision, but with PIVOT_OUTCOME_UNKNOWN: 1",
            "Decide.");
    List<Finding> both = new ArrayList<>(DIAGNOSIS.findings());
    both.add(decision);

    // then
    assertThat(DoctorCommand.exitCode(new Diagnosis(List.of(decision))))
        .isEqualTo(ExitCodes.DECISION)
        .isEqualTo(4);
    assertThat(DoctorCommand.exitCode(DIAGNOSIS)).isEqualTo(ExitCodes.FAULT);
    assertThat(DoctorCommand.exitCode(new Diagnosis(both))).isEqualTo(ExitCodes.FAULT);
    assertThat(DoctorCommand.exitCode(new Diagnosis(List.of(DIAGNOSIS.findings().get(0)))))
        .isZero();
  }

  @Test
  void shouldEndWithCodeTwoWhenNoBrokerAnswers(@TempDir Path directory) throws Exception {
    // given
    Path config = directory.resolve("client.properties");
    Files.writeString(config, "default.api.timeout.ms=2000\nrequest.timeout.ms=1000\n");
    CommandLine cli = SagaCli.commandLine();
    StringWriter err = new StringWriter();
    cli.setErr(new PrintWriter(err, true));

    // when
    int exitCode =
        cli.execute(
            "doctor",
            "--bootstrap-server=127.0.0.1:1",
            "--schema-registry=http://127.0.0.1:1",
            "--command-config=" + config);

    // then
    assertThat(exitCode).isEqualTo(ExitCodes.FAILED);
    assertThat(err.toString())
        .startsWith("Expected Kafka's brokers to answer at 127.0.0.1:1, but 127.0.0.1:1: ");
  }
}
