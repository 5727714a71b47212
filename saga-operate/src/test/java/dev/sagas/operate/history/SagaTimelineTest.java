package dev.sagas.operate.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.operate.history.SagaTimeline.Answer;
import dev.sagas.operate.history.SagaTimeline.Idle;
import dev.sagas.operate.history.SagaTimeline.Lane;
import dev.sagas.operate.history.SagaTimeline.Result;
import dev.sagas.operate.json.TimelineJson;
import dev.sagas.operate.query.PublishedSaga;
import dev.sagas.operate.why.Orders;
import dev.sagas.protocol.WaitReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The course of a run, computed from its journal. */
class SagaTimelineTest {
  private static final Duration STEP = Duration.ofMillis(12);

  private static SagaTimeline timeline(DecidedSaga saga) {
    return SagaTimeline.of(saga.journal(), Map.of()).orElseThrow();
  }

  private static DecidedSaga unwound() {
    PublishedSaga definition = Orders.order("create notify- charge ship!");
    return Orders.started(definition)
        .after(STEP)
        .succeeds("create")
        .after(STEP)
        .succeeds("notify")
        .after(STEP)
        .fails("charge", "BUSY", "try later")
        .after(Duration.ofMinutes(1))
        .timer()
        .after(STEP)
        .rejects("charge", "CARD_DECLINED", "limit")
        .after(STEP)
        .succeeds("create");
  }

  @Test
  void shouldDrawTheUndoBelowTheStepThatItUndoes() {
    assertThat(TimelineText.picture(timeline(unwound())))
        .containsExactly(
            "forward  1 create     2 notify              3 charge",
            "           succeeded    succeeded             rejected",
            "           12 ms        12 ms                 1.00 min, 2 attempts",
            "           │            │",
            "undo       2. undone    1. nothing to undo",
            "           12 ms        0 ms");
  }

  @Test
  void shouldTellWhatElseHappenedInOrder() {
    assertThat(TimelineText.moments(timeline(unwound())))
        .extracting(moment -> (moment.atMs() - DecidedSaga.START_MS) + " " + moment.text())
        .containsExactly(
            "0 started order version 3",
            "36 attempt 1 of charge: BUSY, try later",
            "36 waited 1.00 min for the next attempt of charge",
            "60048 attempt 2 of charge: CARD_DECLINED, limit",
            "60048 turned back: CARD_DECLINED",
            "60060 ended as COMPENSATED");
  }

  @Test
  void shouldKeepEachAttemptWithItsTimes() {
    // when
    Lane charge = timeline(unwound()).lanes().get(2);

    // then
    assertThat(charge.on()).contains("charge-service");
    assertThat(charge.undo()).isEmpty();
    assertThat(charge.forward()).hasSize(1);
    SagaTimeline.Span span = charge.forward().get(0);
    assertThat(span.result()).isEqualTo(Result.REJECTED);
    assertThat(span.attempts())
        .extracting(SagaTimeline.Attempt::answer)
        .containsExactly(Answer.FAILED, Answer.REJECTED);
    SagaTimeline.Attempt first = span.attempts().get(0);
    assertThat(first.sentAtMs()).isEqualTo(DecidedSaga.START_MS + 24);
    assertThat(first.settledAtMs()).isEqualTo(OptionalLong.of(DecidedSaga.START_MS + 36));
    assertThat(first.retryAtMs()).isPresent();
    assertThat(first.repliedAtMs()).isEmpty();
    assertThat(span.attempts().get(1).code()).isEqualTo("CARD_DECLINED");
  }

  @Test
  void shouldFindStretchesInWhichNothingMoved() {
    // given
    PublishedSaga definition = Orders.order("go? rest. charge");
    DecidedSaga saga =
        Orders.started(definition)
            .after(Duration.ofMinutes(5))
            .signal("go")
            .after(Duration.ofMinutes(10))
            .operate(OperationKind.PAUSE)
            .after(Duration.ofMinutes(20))
            .operate(OperationKind.RESUME)
            .after(Duration.ofHours(1))
            .timer();

    // when
    List<Idle> idle = timeline(saga).idle();

    // then
    assertThat(idle)
        .extracting(stretch -> stretch.kind() + " " + stretch.on())
        .containsExactly("SIGNAL go", "SLEEP rest", "PAUSED ada", "SLEEP rest");
    assertThat(idle).extracting(Idle::kind).doesNotContain(WaitReason.Kind.REPLY);
    assertThat(idle.get(2).toMs() - idle.get(2).fromMs())
        .isEqualTo(Duration.ofMinutes(20).toMillis());
  }

  @Test
  void shouldShowAnUndoThatWasGivenUpAndWhoEndedIt() {
    DecidedSaga saga =
        Orders.started(Orders.order("create charge"))
            .succeeds("create")
            .rejects("charge", "CARD_DECLINED", "no")
            .rejects("create", "GONE", "no")
            .operate(OperationKind.SKIP, "create");

    SagaTimeline timeline = timeline(saga);

    assertThat(timeline.lanes().get(0).undo().get(0).result()).isEqualTo(Result.GIVEN_UP);
    assertThat(timeline.marks())
        .extracting(mark -> mark.kind() + " " + mark.text())
        .containsExactly(
            "STARTED started order version 3",
            "TURNED_BACK turned back: CARD_DECLINED",
            "INCIDENT_RAISED incident COMPENSATION_REJECTED at create",
            "OPERATION SKIP by ada: the customer called",
            "INCIDENT_RESOLVED incident ended: SKIPPED",
            "ENDED ended as ENDED_BY_OPERATOR");
  }

  @Test
  void shouldBeginAnotherSpanWhenAStepIsBegunAgain() {
    DecidedSaga saga =
        Orders.started(Orders.order("create charge"))
            .succeeds("create")
            .fails("charge", "BUSY", "")
            .operate(OperationKind.RESTART, "create")
            .succeeds("charge", "create");

    Lane create = timeline(saga).lanes().get(0);

    assertThat(create.forward()).extracting(SagaTimeline.Span::epoch).containsExactly(1, 2);
    assertThat(create.forward().get(1).result()).isEqualTo(Result.OPEN);
    assertThat(create.undo()).hasSize(1);
  }

  @Test
  void shouldContinueBelowWhatDoesNotFit() {
    String steps = "a-long-name-of-a-step- another-long-name- a-third-long-name- a-fourth-name-";
    DecidedSaga saga =
        Orders.started(Orders.order(steps))
            .succeeds("a-long-name-of-a-step", "another-long-name", "a-third-long-name");

    List<String> picture = TimelineText.picture(timeline(saga));

    assertThat(picture)
        .hasSize(7)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(picture.get(4)).isEqualTo("forward  4 a-fourth-name");
    assertThat(picture.get(6)).isEqualTo("           not over");
  }

  @Test
  void shouldWriteTheSameForPrograms() {
    JsonNode json = TimelineJson.node(timeline(unwound()));

    assertThat(json.get("steps").get(2).get("forward").get(0).get("result").asText())
        .isEqualTo("rejected");
    assertThat(json.get("steps").get(0).get("undo").get(0).get("attempts").get(0).get("answer"))
        .hasToString("\"succeeded\"");
    assertThat(json.get("idle").get(0).get("kind").asText()).isEqualTo("retry");
    assertThat(json.get("marks").get(0).get("kind").asText()).isEqualTo("started");
    assertThat(json.toString()).doesNotContain("4711");
  }

  @Test
  void shouldBeEmptyWithoutEntries() {
    assertThat(SagaTimeline.of(List.of(), Map.of())).isEmpty();
  }
}
