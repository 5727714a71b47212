package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.WaitReason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** R20: a live saga always tells why it does not move. */
class WaitReasonTest {
  private record Row(String plan, String script, List<String> reasons) {}

  private static final String AT = "1970-01-01T00:16:40Z";

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            "a",
            "start",
            List.of(
                """
                reply of step a from shop (execute, attempt 1) since %s until \
                1970-01-01T00:16:41Z\
                """
                    .formatted(AT))),
        new Row(
            "a",
            "start; fail a",
            List.of(
                """
                retry of step a at shop (execute, after attempt 1) since %s until \
                1970-01-01T00:16:40.100Z\
                """
                    .formatted(AT))),
        new Row(
            "a b",
            "start; ok a; no b",
            List.of(
                """
                reply of step a from shop (compensate, attempt 1) since %s until \
                1970-01-01T00:16:42Z\
                """
                    .formatted(AT))),
        new Row(
            "a b",
            "start; ok a; no b; undo-fail a",
            List.of(
                """
                retry of step a at shop (compensate, after attempt 1) since %s until \
                1970-01-01T00:16:40.100Z\
                """
                    .formatted(AT))),
        new Row("wait:w", "start", List.of("signal w for step w since " + AT)),
        new Row(
            "sleep:s",
            "start",
            List.of("sleep of step s since " + AT + " until 1970-01-01T00:16:50Z")),
        new Row(
            "wait:w",
            "start; pause",
            List.of("paused by ada since " + AT + ": because", "signal w for step w since " + AT)),
        new Row("a!", "start; later 1; ok a", List.of()),
        new Row(
            "a",
            "break command:a; start",
            List.of(
                """
                incident s-1/00ff00ff00ff/1 of step a since %s: DEFINITION_FAULT: The \
                function command:a threw\
                """
                    .formatted(AT))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldTellEveryReasonInWords(Row row) {
    SagaState state = Script.play(row.plan(), row.script()).run().state();

    assertThat(WaitReasons.of(state).stream().map(WaitReason::text))
        .containsExactlyElementsOf(row.reasons());
  }

  @Test
  void shouldPromiseNoEndWhenTheSagaStandsStill() {
    SagaState state = Script.play("{ a | sleep:s }", "start; pause").run().state();

    assertThat(WaitReasons.of(state)).hasSize(3).allMatch(reason -> reason.untilMs().isEmpty());
  }

  @Test
  void shouldTellTheReasonOfEachBranchWhenSeveralWait() {
    SagaState state = Script.play("{ a | wait:w | sleep:s }", "start").run().state();

    assertThat(WaitReasons.of(state).stream().map(WaitReason::kind))
        .containsExactly(WaitReason.Kind.REPLY, WaitReason.Kind.SIGNAL, WaitReason.Kind.SLEEP);
  }
}
