package dev.sagas.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sagas.audit.AuditReport;
import dev.sagas.audit.Durations;
import dev.sagas.audit.JournalAnalytics;
import dev.sagas.audit.StepAnalytics;
import dev.sagas.audit.StepEnd;
import dev.sagas.audit.TypeAnalytics;
import dev.sagas.cli.shared.Screen;
import dev.sagas.operate.query.TimeText;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person and a program see of how sagas fared. */
class AnalyticsOutputTest {
  private static final JournalAnalytics ANALYTICS =
      new JournalAnalytics(
          List.of(
              new TypeAnalytics(
                  new SagaType("order"),
                  3,
                  Map.of(SagaStatus.COMPLETED, 2L),
                  new Durations(2, 10, 20, 20, 20),
                  Map.of("TOPIC_MISSING", 1L),
                  Map.of(WaitReason.Kind.REPLY, 30L),
                  List.of(
                      new StepAnalytics(
                          new StepName("pay"),
                          Map.of(StepEnd.SUCCEEDED, 2L, StepEnd.COMPENSATED, 1L),
                          4,
                          1,
                          2,
                          new Durations(2, 9, 19, 19, 19),
                          new Durations(1, 5, 5, 5, 5),
                          Map.of("BUSY\u001b[31m", 2L),
                          Map.of(WaitReason.Kind.REPLY, 28L))))),
          7);

  @Test
  void shouldShowAPersonARowForEachStep() {
    assertThat(
            String.join(
                "\n",
                AnalyticsTable.lines(ANALYTICS, new Screen(80, new TimeText(ZoneOffset.UTC)))))
        .isEqualTo(
            """

            Statistics, times in ms:

            order  3 runs
              STEP        SENT  MOST  TIMED  P50  P90  P99  MAX  RESULTS
              (run)       -     -     2      10   20   20   20   2 COMPLETED
                                                                 waited: 30 REPLY
                                                                 failures: 1 TOPIC_MISSING
              pay         4     2     2      9    19   19   19   2 SUCCEEDED, 1 COMPENSATED
                                                                 waited: 28 REPLY
                                                                 failures: 2 BUSY?[31m
                its undo  1           1      5    5    5    5

            Left out: 7 transitions of runs without a sound chain""");
  }

  @Test
  void shouldWriteEveryFieldForAProgramOnlyWhenAskedTo() throws Exception {
    // given
    AuditReport report =
        new AuditReport(
            new AuditReport.Counts(0, 0, 0, 0, 0, 0, 0, 0, Map.of()),
            List.of(),
            0,
            List.of(),
            ANALYTICS);

    // when
    JsonNode json = new ObjectMapper().readTree(AuditJson.of(report, true));

    // then
    JsonNode type = json.at("/analytics/types/0");
    assertThat(json.at("/analytics/leftOut").asLong()).isEqualTo(7);
    assertThat(type.toString())
        .isEqualTo(
            "{\"type\":\"order\",\"runs\":3,\"outcomes\":{\"COMPLETED\":2},"
                + "\"durationMs\":{\"count\":2,\"p50\":10,\"p90\":20,\"p99\":20,\"max\":20},"
                + "\"incidents\":{\"TOPIC_MISSING\":1},\"waitedMs\":{\"REPLY\":30},\"steps\":[{"
                + "\"step\":\"pay\",\"results\":{\"SUCCEEDED\":2,\"COMPENSATED\":1},"
                + "\"executes\":4,\"compensates\":1,\"mostAttempts\":2,"
                + "\"durationMs\":{\"count\":2,\"p50\":9,\"p90\":19,\"p99\":19,\"max\":19},"
                + "\"undoDurationMs\":{\"count\":1,\"p50\":5,\"p90\":5,\"p99\":5,\"max\":5},"
                + "\"failures\":{\"BUSY\\u001B[31m\":2},\"waitedMs\":{\"REPLY\":28}}]}");
    assertThat(new ObjectMapper().readTree(AuditJson.of(report, false)).has("analytics")).isFalse();
  }
}
