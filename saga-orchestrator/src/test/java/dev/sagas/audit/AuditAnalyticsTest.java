package dev.sagas.audit;

import static dev.sagas.audit.RecordedTopics.JOURNAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.WaitReason;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit says of the times in a journal that the engine wrote. */
class AuditAnalyticsTest extends TamperedTape {
  @TempDir private Path stateDir;

  @Test
  void shouldTimeRunsAndStepsWhenTheEngineWroteTheJournal() {
    try (RecordedDeployment deployment = new RecordedDeployment(stateDir)) {
      // given
      deployment.start("trip");
      deployment.succeed("trip"); // 10 ms after the start
      deployment.pass(ThreeStepTrip.TIMEOUT); // the hotel does not answer: 1 010 ms later
      deployment.succeed("trip"); // the hotel is undone in no time
      deployment.succeed("trip"); // the car is undone 10 ms after

      // when
      TypeAnalytics trips = deployment.tape.audit(deployment.nowMs()).analytics().types().get(0);

      // then
      assertThat(trips.type()).hasToString(ThreeStepTrip.TYPE);
      assertThat(trips.outcomes()).containsOnly(Map.entry(SagaStatus.COMPENSATED, 1L));
      assertThat(trips.duration()).isEqualTo(new Durations(1, 1030, 1030, 1030, 1030));
      assertThat(trips.waitedMs()).containsOnly(Map.entry(WaitReason.Kind.REPLY, 1030L));
      StepAnalytics hotel = trips.steps().get(1);
      assertThat(hotel.step()).hasToString("book-hotel");
      assertThat(hotel.duration()).isEqualTo(new Durations(1, 1010, 1010, 1010, 1010));
      assertThat(hotel.failures()).containsOnly(Map.entry("TIMED_OUT", 1L));
      assertThat(hotel.results())
          .containsOnly(Map.entry(StepEnd.UNKNOWN, 1L), Map.entry(StepEnd.COMPENSATED, 1L));
      assertThat(trips.steps().get(0).undoDuration().maxMs()).isEqualTo(10);
    }
  }

  @Test
  void shouldCoverEveryTransitionWhenNothingIsWrong() {
    // when
    JournalAnalytics analytics = tape.audit(nowMs()).analytics();

    // then
    assertThat(analytics.leftOut()).isZero();
    assertThat(analytics.types().get(0).runs()).isEqualTo(3);
    assertThat(analytics.types().get(0).outcomes())
        .containsOnly(Map.entry(SagaStatus.COMPLETED, 1L), Map.entry(SagaStatus.COMPENSATED, 1L));
  }

  @Test
  void shouldLeaveOutTheRestOfARunWhenItsChainIsBroken() {
    // when
    tape.topic(JOURNAL).remove((int) tape.indexes(JOURNAL, UNDONE).get(1));

    // then
    JournalAnalytics analytics = tape.audit(nowMs()).analytics();
    assertThat(analytics.leftOut()).isEqualTo(4);
    assertThat(analytics.types().get(0).outcomes())
        .containsOnly(Map.entry(SagaStatus.COMPLETED, 1L));
  }

  @Test
  void shouldLeaveOutRunsWhenTheirBeginningHasExpired() {
    // given
    long all = tape.topic(JOURNAL).size();

    // when
    tape.topic(JOURNAL).subList(0, 4).clear();
    tape.expire(JOURNAL);

    // then
    AuditReport report = tape.audit(nowMs());
    long counted = report.analytics().types().stream().mapToLong(TypeAnalytics::runs).sum();
    assertThat(report.counts().transitions() + report.counts().notes()).isEqualTo(all - 4);
    assertThat(report.analytics().leftOut()).isPositive();
    assertThat(counted).isEqualTo(1); // the one that began after them
  }
}
