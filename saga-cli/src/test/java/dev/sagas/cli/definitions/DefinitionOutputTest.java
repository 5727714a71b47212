package dev.sagas.cli.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.shared.Screen;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.json.DefinitionJson;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.query.PublishedSagaSamples;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.SagaId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person and a program see of published definitions. */
class DefinitionOutputTest {
  private static final Screen SCREEN = new Screen(80, new TimeText(ZoneOffset.UTC));

  private static final PublishedSaga ORDER = PublishedSagaSamples.order();

  @Test
  void shouldListAVersionPerLine() {
    assertThat(String.join("\n", DefinitionText.list(List.of(ORDER), SCREEN)))
        .isEqualTo(
            """
            TYPE   VERSION  STEPS  STRUCTURE     DATA AND CLASS
            order  2        6      %s  dev.sagas.schema.StepFailure
                                                 shop.Order\
            """
                .formatted(ORDER.structureHash().substring(0, 12)));
    assertThat(DefinitionText.list(List.of(), SCREEN))
        .containsExactly("No definition was deployed yet");
  }

  @Test
  void shouldShowEveryStepWithItsBranch() {
    assertThat(String.join("\n", DefinitionText.page(ORDER, SCREEN)))
        .isEqualTo(
            """
            Saga        order version 2
            Class       shop.Order
            Data        dev.sagas.schema.StepFailure, schema ids [7, 9]
            Structure   %s
            Deadline    PT24H
            If undo finally fails    CONTINUE

            STEP     KIND      ON       TIME   TRIES  NOTES
            reserve  COMMAND   stock    PT9S   1      StepFailure, undo SagaOperation
            check    LOCAL                            conditional
            rest     SLEEP              PT1H
            approve  APPROVAL  approve  PT48H         ApprovalDecision, in both/review
            paid     SIGNAL    paid                   NothingToUndo, in both/wait
            ship     COMMAND   cargo    PT30S  10     NothingToUndo, pivot\
            """
                .formatted(ORDER.structureHash()));
  }

  @Test
  void shouldDrawStepsGroupsUndoAndPivot() {
    assertThat(String.join("\n", MermaidGraph.lines(ORDER)))
        .isEqualTo(
            """
            flowchart TD
              begin(["order version 2"])
              s1["reserve<br/>stock: StepFailure"]
              begin --> s1
              s2("check<br/>conditional")
              s1 --> s2
              s3[/"rest"/]
              s2 --> s3
              subgraph g1["both, undone in parallel"]
                s4{{"approve<br/>approve: ApprovalDecision"}}
                s3 --> s4
                s5{{"paid<br/>paid: NothingToUndo"}}
                s3 --> s5
              end
              s6[["ship<br/>cargo: NothingToUndo"]]
              s4 --> s6
              s5 --> s6
              done(["completed"])
              s6 --> done
              s1 -. undo .-> s1u(["SagaOperation"])\
            """);
  }

  @Test
  void shouldTellProgramsEverything() throws Exception {
    JsonNode json = new ObjectMapper().readTree(Json.text(DefinitionJson.node(List.of(ORDER))));

    JsonNode order = json.path("definitions").path(0);
    assertThat(order.path("version").asInt()).isEqualTo(2);
    assertThat(order.path("dataSchemaIds").toString()).isEqualTo("[7,9]");
    assertThat(order.path("deadlineMs").asLong()).isEqualTo(86_400_000);
    JsonNode group = order.path("stages").path(3);
    assertThat(group.path("group").asText()).isEqualTo("both");
    assertThat(group.path("branches").path(0).path("steps").toString())
        .isEqualTo(
            "[{\"name\":\"approve\",\"kind\":\"approval\",\"conditional\":false,\"pivot\":false,"
                + "\"on\":\"approve\",\"record\":\"dev.sagas.schema.ApprovalDecision\","
                + "\"compensation\":null,\"timeoutMs\":172800000,\"maxAttempts\":null,"
                + "\"sleepMs\":null}]");
  }

  @Test
  void shouldReportEachMoveAtOnceAndEndWithTheGravestExitCode() {
    // given
    List<String> lines = new ArrayList<>();
    MoveReport report = MoveReport.text(lines::add);

    // when
    report.add(new SagaId("a"), new Answer.DryRun("it would move"));
    report.add(new SagaId("b"), new Answer.Refused("REFUSED", "step x was begun and is not in it"));

    // then
    assertThat(lines)
        .containsExactly(
            "a  Dry run, nothing changed: it would move",
            "b  Refused: REFUSED: step x was begun and is not in it");
    assertThat(report.end(2, 0))
        .containsExactly("Sagas: 2, asked 0, accepted 1, refused 1, not known 0");
    assertThat(report.exitCode()).isEqualTo(1);
    report.add(new SagaId("c"), new Answer.Unknown("no answer"));
    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(MoveReport.json().exitCode()).as("no sagas at all").isZero();
  }
}
