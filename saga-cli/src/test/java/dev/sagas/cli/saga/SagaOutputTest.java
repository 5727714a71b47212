package dev.sagas.cli.saga;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.cli.action.AnswerText;
import dev.sagas.cli.shared.Screen;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.engine.wire.Position;
import dev.sagas.index.live.LivePage;
import dev.sagas.index.live.LiveSaga;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.json.AnswerJson;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.SagaJson;
import dev.sagas.operate.json.SagaListJson;
import dev.sagas.operate.query.KeptInput;
import dev.sagas.operate.query.SagaList;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** R20: what a person and a program see of a saga. */
class SagaOutputTest {
  private static final SagaState STUCK = States.stuck("o-1", "PIVOT_OUTCOME_UNKNOWN", 30);
  private static final Map<Long, KeptInput> INPUTS =
      Map.of(
          7L,
          new KeptInput(
              new Position("saga.journal", 2, 90),
              Optional.of(new Position("saga.replies", 2, 41))));

  private static final Screen SCREEN = new Screen(80, new TimeText(ZoneOffset.UTC));

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void shouldShowAPersonWhereTheSagaStandsAndWhyAndNoPayload() {
    assertThat(String.join("\n", SagaPage.lines(SagaJson.node(STUCK, INPUTS), SCREEN)))
        .isEqualTo(
            """
            Saga        o-1  run 00ff00ff00ff
            Type        order version 3
            Status      RUNNING at revision 7
            Started     2023-11-14 22:13:20+00:00  last changed 2023-11-14 22:13:20+00:00
            Data        shop.Order, 9 bytes
            Labels      shop=7
            Paused      by ada since 2023-11-14 22:13:20+00:00: a look? first

            Waits for
              paused by ada since 2023-11-14 22:13:20+00:00: a look? first
              incident o-1/incident of step pay since 2023-11-14 22:13:20+00:00:
                PIVOT_OUTCOME_UNKNOWN: nobody knows

            Incidents
              PIVOT_OUTCOME_UNKNOWN  step pay  since 2023-11-14 22:13:20+00:00  at
                revision 7  id o-1/incident
                nobody knows
                input kept in saga.journal-2-90, it came from saga.replies-2-41

            Steps
              STEP  STATUS           ATTEMPT  EPOCH  SINCE
              pay   OUTCOME_UNKNOWN  2        1      2023-11-14 22:13:20+00:00
                on payments, due 2023-11-14 22:13:50+00:00

            Early signals
              early  shop.Early  9 bytes""");
  }

  @Test
  void shouldKeepToTheColumnsOfTheScreen() {
    Screen wide = new Screen(140, SCREEN.times());

    assertThat(SagaPage.lines(SagaJson.node(STUCK, INPUTS), SCREEN))
        .allMatch(line -> line.length() <= 80);
    assertThat(SagaPage.lines(SagaJson.node(STUCK, INPUTS), wide))
        .contains(
            "  STEP  STATUS           ATTEMPT  EPOCH  SINCE                      DETAILS",
            "  pay   OUTCOME_UNKNOWN  2        1      2023-11-14 22:13:20+00:00  on payments, due"
                + " 2023-11-14 22:13:50+00:00");
  }

  @Test
  void shouldListSagasInTheColumnsOfTheScreen() {
    // given
    LivePage.Row row = new LivePage.Row(0, States.START_MS, LiveSaga.of(STUCK));
    JsonNode list = SagaListJson.node(new SagaList(List.of(row), 3, 0));

    // expect
    assertThat(String.join("\n", SagaListTable.lines(list, SCREEN)))
        .isEqualTo(
            """
            ID   TYPE   VERSION  STATUS   SINCE
            o-1  order  3        RUNNING  2023-11-14 22:13:20+00:00
                paused
                incident PIVOT_OUTCOME_UNKNOWN of pay

            Sagas: 3, shown are 1""");
    assertThat(SagaListTable.lines(list, new Screen(100, SCREEN.times())))
        .contains(
            "o-1  order  3        RUNNING  2023-11-14 22:13:20+00:00  paused",
            "                                                         incident"
                + " PIVOT_OUTCOME_UNKNOWN of pay");
  }

  @Test
  void shouldTakeTheWidthFromTheEnvironment() {
    assertThat(Screen.of(Map.of()).columns()).isEqualTo(80);
    assertThat(Screen.of(Map.of("COLUMNS", "132")).columns()).isEqualTo(132);
    assertThat(Screen.of(Map.of("COLUMNS", "3")).columns()).isEqualTo(40);
    assertThat(Screen.of(Map.of("COLUMNS", "wide")).columns()).isEqualTo(80);
  }

  @Test
  void shouldShowAPersonLittleWhenTheSagaHasEnded() {
    assertThat(
            SagaPage.lines(
                SagaJson.node(States.ended("o-1", SagaStatus.COMPENSATED), Map.of()), SCREEN))
        .contains(
            "Status      COMPENSATED at revision 7",
            "Forgotten   2023-11-14 22:13:21+00:00",
            "Steps       unknown: the journal was not read, or no longer has them")
        .noneMatch(line -> line.contains("Data") || line.contains("Waits"));
  }

  @Test
  void shouldShowAProgramTheSame() throws Exception {
    // when
    JsonNode json = mapper.readTree(Json.text(SagaJson.node(STUCK, INPUTS)));

    // then
    assertThat(json.get("sagaId").asText()).isEqualTo("o-1");
    assertThat(json.get("revision").asLong()).isEqualTo(7);
    assertThat(json.get("labels").get("shop").asText()).isEqualTo("7");
    assertThat(json.get("paused").get("actor").asText()).isEqualTo("ada");
    assertThat(json.get("turnsBack").isNull()).isTrue();
    assertThat(json.get("waitsFor").get(1).get("kind").asText()).isEqualTo("incident");
    JsonNode incident = json.get("incidents").get(0);
    assertThat(incident.get("step").asText()).isEqualTo("pay");
    assertThat(incident.get("entry").asText()).isEqualTo("saga.journal-2-90");
    assertThat(incident.get("input").asText()).isEqualTo("saga.replies-2-41");
    JsonNode step = json.get("steps").get(0);
    assertThat(step.get("attempt").asInt()).isEqualTo(2);
    assertThat(step.get("due").asText()).isEqualTo("2023-11-14T22:13:50Z");
    assertThat(step.get("deadline").isNull()).isTrue();
    assertThat(json.get("earlySignals").get(0).get("bytes").asInt()).isEqualTo(9);
    assertThat(json.toString()).doesNotContain("4711");
  }

  @Test
  void shouldSayHowToAskAgainWhenNoAnswerCame() {
    assertThat(text(new Answer.Unknown("Expected an answer")))
        .containsExactly(
            "Not known: Expected an answer",
            "  ask again with --operation-id op-1: it is applied once");
    assertThat(text(new Answer.Parked(OptionalLong.of(States.START_MS))).get(0))
        .contains("no saga has the id o-1", "2023-11-14 22:13:20+00:00");
    assertThat(text(new Answer.Parked(OptionalLong.empty())))
        .containsExactly(
            "Not applied yet: saga o-1 waits for a large value, or its state is being rebuilt. It is"
                + " kept until then");
  }

  @Test
  void shouldTellAProgramEachAnswerByItsName() throws Exception {
    assertThat(json(new Answer.Applied(SagaStatus.RUNNING, 8, List.of("paused"))))
        .isEqualTo(
            mapper.readTree(
                """
                {"sagaId": "o-1", "what": "PAUSE", "operationId": "op-1",
                 "position": "saga.operations-2-17", "answer": "APPLIED", "status": "RUNNING",
                 "revision": 8, "events": ["paused"]}
                """));
    assertThat(name(new Answer.Stopped(SagaStatus.RUNNING, 8, List.of()))).isEqualTo("INCIDENT");
    assertThat(name(new Answer.DryRun("m"))).isEqualTo("DRY_RUN");
    assertThat(name(new Answer.Duplicate("m"))).isEqualTo("DUPLICATE");
    assertThat(name(new Answer.Refused("c", "m"))).isEqualTo("REFUSED");
    assertThat(name(new Answer.Parked(OptionalLong.empty()))).isEqualTo("PARKED");
    assertThat(name(new Answer.Unknown("m"))).isEqualTo("UNKNOWN");
  }

  private static AnsweredInput input() {
    return new AnsweredInput(new SagaId("o-1"), "PAUSE", "op-1");
  }

  private static List<String> text(Answer answer) {
    return answer.accept(new AnswerText(input(), SCREEN.times()));
  }

  private String name(Answer answer) throws Exception {
    return json(answer).get("answer").asText();
  }

  private JsonNode json(Answer answer) throws Exception {
    Position position = new Position("saga.operations", 2, 17);
    return mapper.readTree(
        Json.text(AnswerJson.node(input(), new Submitted(Optional.of(position), answer))));
  }
}
