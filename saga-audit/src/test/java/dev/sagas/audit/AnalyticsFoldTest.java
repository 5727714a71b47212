package dev.sagas.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import dev.sagas.protocol.WaitReason;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Known times go in, and come out to the millisecond. */
class AnalyticsFoldTest {
  private static final SagaEvent COMPLETED = new SagaEvent.Ended(SagaStatus.COMPLETED, 1);

  private final AnalyticsFold fold = new AnalyticsFold();

  @Test
  void shouldTimeReplyAndBackOffWhenAStepIsTriedAgain() {
    // when
    new TimedRun(fold, "o-1", command("pay", Action.EXECUTE, 1))
        .at(40, failed("pay", "BUSY"), retry("pay", Action.EXECUTE, 2))
        .at(140, command("pay", Action.EXECUTE, 2))
        .at(165, UndoEvents.executed("pay", 1), COMPLETED);

    // then
    TypeAnalytics order = order();
    assertThat(order.runs()).isEqualTo(1);
    assertThat(order.outcomes()).containsOnly(Map.entry(SagaStatus.COMPLETED, 1L));
    assertThat(order.duration()).isEqualTo(once(165));
    StepAnalytics pay = step("pay");
    assertThat(pay.executes()).isEqualTo(2);
    assertThat(pay.compensates()).isZero();
    assertThat(pay.mostAttempts()).isEqualTo(2);
    assertThat(pay.duration()).isEqualTo(once(165));
    assertThat(pay.undoDuration()).isEqualTo(Durations.NONE);
    assertThat(pay.failures()).containsOnly(Map.entry("BUSY", 1L));
    assertThat(pay.results()).containsOnly(Map.entry(StepEnd.SUCCEEDED, 1L));
    assertThat(pay.waitedMs())
        .containsOnly(
            Map.entry(WaitReason.Kind.REPLY, 65L), Map.entry(WaitReason.Kind.RETRY, 100L));
    assertThat(order.waitedMs()).isEqualTo(pay.waitedMs());
  }

  @Test
  void shouldTimeTheUndoWhenASagaTurnsBack() {
    // when
    new TimedRun(fold, "o-1", command("pay", Action.EXECUTE, 1))
        .at(10, UndoEvents.executed("pay", 1), command("ship", Action.EXECUTE, 1))
        .at(
            30,
            UndoEvents.rejected("ship"),
            new SagaEvent.UnwindStarted(
                new UnwindReason(Optional.of(new StepName("ship")), "FULL", "no place")),
            command("pay", Action.COMPENSATE, 1))
        .at(37, undoFailed("pay", "BUSY"), retry("pay", Action.COMPENSATE, 2))
        .at(50, command("pay", Action.COMPENSATE, 2))
        .at(55, UndoEvents.undone("pay"), UndoEvents.ENDED);

    // then
    StepAnalytics pay = step("pay");
    assertThat(pay.duration()).isEqualTo(once(10));
    assertThat(pay.undoDuration()).isEqualTo(once(25));
    assertThat(pay.compensates()).isEqualTo(2);
    assertThat(pay.results())
        .containsOnly(Map.entry(StepEnd.SUCCEEDED, 1L), Map.entry(StepEnd.COMPENSATED, 1L));
    assertThat(pay.waitedMs())
        .containsOnly(
            Map.entry(WaitReason.Kind.REPLY, 10L + 7 + 5), Map.entry(WaitReason.Kind.RETRY, 13L));
    StepAnalytics ship = step("ship");
    assertThat(ship.duration()).isEqualTo(once(20));
    assertThat(ship.failures()).containsOnly(Map.entry("FULL", 1L));
    assertThat(ship.results()).containsOnly(Map.entry(StepEnd.REJECTED, 1L));
    assertThat(order().outcomes()).containsOnly(Map.entry(SagaStatus.COMPENSATED, 1L));
  }

  @Test
  void shouldTimeSleepSignalAndPauseWhenASagaWaits() {
    // given
    StepName nap = new StepName("nap");
    StepName approval = new StepName("approval");

    // when
    new TimedRun(fold, "o-1", new SagaEvent.SleepBegun(nap, 0, false))
        .at(50, new ControlEvent.Paused("ada", "a look"))
        .at(80, new ControlEvent.Resumed())
        .at(
            130,
            new SagaEvent.StepSucceeded(nap, 0, Optional.empty()),
            new SagaEvent.WaitBegun(approval, new SignalName("approve"), OptionalLong.empty()))
        .at(
            200,
            new SagaEvent.StepSkipped(approval, SkipCause.TIMED_OUT, OptionalLong.empty()),
            COMPLETED);

    // then
    assertThat(order().waitedMs())
        .containsOnly(
            Map.entry(WaitReason.Kind.SLEEP, 100L),
            Map.entry(WaitReason.Kind.PAUSED, 30L),
            Map.entry(WaitReason.Kind.SIGNAL, 70L));
    assertThat(step("nap").waitedMs()).containsOnly(Map.entry(WaitReason.Kind.SLEEP, 100L));
    assertThat(step("nap").duration()).isEqualTo(once(130));
    assertThat(step("approval").duration()).isEqualTo(once(70));
    assertThat(step("approval").results()).containsOnly(Map.entry(StepEnd.SKIPPED, 1L));
  }

  @Test
  void shouldTimeTheIncidentWhenAStepNeedsAnOperator() {
    // given
    Optional<StepName> pay = Optional.of(new StepName("pay"));

    // when
    new TimedRun(fold, "o-1", command("pay", Action.EXECUTE, 1))
        .at(
            10,
            new SagaEvent.IncidentRaised(
                "i", pay, IncidentCode.PIVOT_OUTCOME_UNKNOWN, "nobody knows"))
        .at(
            70,
            new SagaEvent.IncidentResolved("i", "LATE_REPLY"),
            UndoEvents.executed("pay", 1),
            COMPLETED);

    // then
    assertThat(order().incidents()).containsOnly(Map.entry("PIVOT_OUTCOME_UNKNOWN", 1L));
    assertThat(step("pay").waitedMs())
        .containsOnly(
            Map.entry(WaitReason.Kind.REPLY, 10L), Map.entry(WaitReason.Kind.INCIDENT, 60L));
    assertThat(step("pay").duration()).isEqualTo(once(70));
  }

  @Test
  void shouldCountTimeOnceWhenBranchesWaitSideBySide() {
    // when
    new TimedRun(
            fold, "o-1", command("car", Action.EXECUTE, 1), command("hotel", Action.EXECUTE, 1))
        .at(20, UndoEvents.executed("car", 1))
        .at(50, UndoEvents.executed("hotel", 2), COMPLETED);

    // then
    assertThat(order().waitedMs()).containsOnly(Map.entry(WaitReason.Kind.REPLY, 50L));
    assertThat(step("car").waitedMs()).containsOnly(Map.entry(WaitReason.Kind.REPLY, 20L));
    assertThat(step("hotel").waitedMs()).containsOnly(Map.entry(WaitReason.Kind.REPLY, 50L));
  }

  @Test
  void shouldTakeNoTimeWhenAStepIsLocal() {
    // when
    new TimedRun(fold, "o-1", UndoEvents.executed("price", 0), command("pay", Action.EXECUTE, 1))
        .at(5, UndoEvents.executed("pay", 1), COMPLETED);

    // then
    assertThat(step("price").duration()).isEqualTo(once(0));
    assertThat(step("price").executes()).isZero();
  }

  @Test
  void shouldGiveTheNearestRanksWhenThereAreAHundredRuns() {
    // when
    for (int ms = 100; ms >= 1; ms--) {
      new TimedRun(fold, "o-" + ms, command("pay", Action.EXECUTE, 1))
          .at(ms, UndoEvents.executed("pay", 1), COMPLETED);
    }

    // then
    assertThat(order().duration()).isEqualTo(new Durations(100, 50, 90, 99, 100));
    assertThat(step("pay").duration()).isEqualTo(new Durations(100, 50, 90, 99, 100));
  }

  @Test
  void shouldKeepTheGreatestExactWhenItIsLong() {
    // when
    new TimedRun(fold, "o-1", command("pay", Action.EXECUTE, 1))
        .at(86_400_123, UndoEvents.executed("pay", 1), COMPLETED);

    // then
    assertThat(order().duration()).isEqualTo(once(86_400_123));
  }

  @Test
  void shouldCountTheRunAsOpenWhenItDidNotEnd() {
    // when
    new TimedRun(fold, "o-1", command("pay", Action.EXECUTE, 1));

    // then
    assertThat(order().runs()).isEqualTo(1);
    assertThat(order().outcomes()).isEmpty();
    assertThat(order().duration()).isEqualTo(Durations.NONE);
  }

  @Test
  void shouldTellSoManyCodesApartWhenAParticipantMakesThemUp() {
    // given
    int more = 50;
    TimedRun run = new TimedRun(fold, "o-1", command("pay", Action.EXECUTE, 1));

    // when
    for (int i = 0; i < JournalAnalytics.MAX_CODES + more; i++) {
      run.at(i, failed("pay", "CODE_" + i));
    }

    // then
    assertThat(step("pay").failures())
        .hasSize(JournalAnalytics.MAX_CODES + 1)
        .containsEntry(JournalAnalytics.OTHER_CODES, (long) more);
  }

  private TypeAnalytics order() {
    return fold.summary().types().get(0);
  }

  private StepAnalytics step(String name) {
    return order().steps().stream()
        .filter(step -> step.step().value().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Durations once(long ms) {
    return new Durations(1, ms, ms, ms, ms);
  }

  private static SagaEvent command(String step, Action action, int attempt) {
    return new SagaEvent.CommandIssued(
        new StepName(step), action, 1, attempt, "p", 0, OptionalLong.empty(), false);
  }

  private static SagaEvent failed(String step, String code) {
    return new SagaEvent.AttemptFailed(new StepName(step), Action.EXECUTE, 1, code, "why");
  }

  private static SagaEvent undoFailed(String step, String code) {
    return new SagaEvent.AttemptFailed(new StepName(step), Action.COMPENSATE, 1, code, "why");
  }

  private static SagaEvent retry(String step, Action action, int attempt) {
    return new SagaEvent.RetryScheduled(new StepName(step), action, attempt, 1);
  }
}
