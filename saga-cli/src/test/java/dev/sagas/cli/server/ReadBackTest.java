package dev.sagas.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.engine.wire.Position;
import dev.sagas.operate.action.Answer;
import dev.sagas.operate.action.AnsweredInput;
import dev.sagas.operate.action.Submitted;
import dev.sagas.operate.history.DecidedSaga;
import dev.sagas.operate.history.SagaTimeline;
import dev.sagas.operate.json.AnswerJson;
import dev.sagas.operate.json.ExplanationJson;
import dev.sagas.operate.json.Json;
import dev.sagas.operate.json.TimelineJson;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.why.Explainer;
import dev.sagas.operate.why.Explanation;
import dev.sagas.operate.why.Orders;
import dev.sagas.protocol.SagaId;
import dev.sagas.protocol.SagaStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one process wrote as JSON, another reads without loss. */
class ReadBackTest {
  private static final PublishedSaga ORDER = Orders.order("create charge ship!");

  private static DecidedSaga unwound() {
    return Orders.started(ORDER)
        .succeeds("create")
        .after(Duration.ofMillis(12))
        .fails("charge", "BUSY", "try later")
        .after(Duration.ofMinutes(1))
        .timer()
        .rejects("charge", "CARD_DECLINED", "limit");
  }

  private static JsonNode sent(JsonNode json) {
    return JsonFields.parse(Json.text(json));
  }

  private static List<Answer> answers() {
    return List.of(
        new Answer.Applied(SagaStatus.RUNNING, 8, List.of("pause", "paused")),
        new Answer.Stopped(SagaStatus.RUNNING, 8, List.of()),
        new Answer.DryRun("m"),
        new Answer.Duplicate("m"),
        new Answer.Refused("c", "m"),
        new Answer.Parked(OptionalLong.of(1_700_000_000_123L)),
        new Answer.Parked(OptionalLong.empty()),
        new Answer.Unknown("m"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void shouldReadEveryAnswer(Answer answer) {
    Submitted submitted =
        new Submitted(Optional.of(new Position("acme-saga.operations", 2, 17)), answer);
    AnsweredInput input = new AnsweredInput(new SagaId("o-1"), "PAUSE", "op-1");

    assertThat(AnswerFromJson.read(sent(AnswerJson.node(input, submitted)))).isEqualTo(submitted);
  }

  @Test
  void shouldReadATimelineWithItsAttemptsAndMarks() {
    SagaTimeline timeline = SagaTimeline.of(unwound().journal(), Map.of()).orElseThrow();

    assertThat(timeline.lanes()).hasSize(2);
    assertThat(TimelineFromJson.read(sent(TimelineJson.node(timeline)))).isEqualTo(timeline);
  }

  @Test
  void shouldReadAnExplanationWithItsFacts() {
    Explanation why = Explainer.explain(Orders.situation(unwound(), ORDER));

    Explanation read = ExplanationFromJson.read(sent(ExplanationJson.node(why)));

    assertThat(read.sentences()).isEqualTo(why.sentences());
    assertThat(read.status()).isEqualTo(why.status());
    assertThat(read.revision()).isEqualTo(why.revision());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"answer\":\"PERHAPS\"}",
        "{\"answer\":\"APPLIED\",\"status\":\"LOST\"}",
        "{\"answer\":\"DRY_RUN\",\"message\":\"m\",\"position\":\"nowhere\"}",
        "{\"answer\":\"PARKED\",\"until\":\"soon\"}"
      })
  void shouldRefuseWhatIsNoAnswer(String json) {
    assertThatThrownBy(() -> AnswerFromJson.read(JsonFields.parse(json)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Expected ");
  }
}
