package dev.sagas.engine.core;

import static dev.sagas.engine.core.ScriptedSaga.pivot;
import static dev.sagas.engine.core.ScriptedSaga.plain;
import static dev.sagas.engine.core.ScriptedSaga.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepOutcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * R4 as a table: what each reply does to a step in each status, for the newest attempt and for an
 * older one. Every combination is listed; a new status, action or outcome fails the test until its
 * rows are.
 */
class ReplyTableTest {
  /** A way to bring step b of a, b, c into a status, two attempts into its action. */
  private enum Situation {
    PENDING(StepStatus.PENDING),
    ABANDONED(StepStatus.ABANDONED),
    SKIPPED(StepStatus.SKIPPED),
    EXECUTING(StepStatus.EXECUTING),
    EXECUTE_BACKOFF(StepStatus.EXECUTE_BACKOFF),
    SUCCEEDED(StepStatus.SUCCEEDED),
    REJECTED(StepStatus.REJECTED),
    UNKNOWN_UNWINDING(StepStatus.OUTCOME_UNKNOWN),
    UNKNOWN_PIVOT(StepStatus.OUTCOME_UNKNOWN),
    UNKNOWN_PAST_PIVOT(StepStatus.OUTCOME_UNKNOWN),
    COMPENSATING(StepStatus.COMPENSATING),
    COMPENSATE_BACKOFF(StepStatus.COMPENSATE_BACKOFF),
    COMPENSATED(StepStatus.COMPENSATED),
    GIVEN_UP(StepStatus.COMPENSATION_GIVEN_UP);

    private final StepStatus status;

    Situation(StepStatus status) {
      this.status = status;
    }
  }

  private record Row(
      Situation situation, Action action, StepOutcome outcome, String newest, String older) {}

  /** Situation, action, outcome: events after the newest attempt | after an older one. */
  private static final String TABLE =
      """
      PENDING execute succeeded: STALE_REPLY | STALE_REPLY
      PENDING execute rejected: STALE_REPLY | STALE_REPLY
      PENDING execute failed: STALE_REPLY | STALE_REPLY
      PENDING compensate succeeded: FOREIGN_REPLY | FOREIGN_REPLY
      PENDING compensate rejected: FOREIGN_REPLY | FOREIGN_REPLY
      PENDING compensate failed: FOREIGN_REPLY | FOREIGN_REPLY
      ABANDONED execute succeeded: STALE_REPLY | STALE_REPLY
      ABANDONED execute rejected: STALE_REPLY | STALE_REPLY
      ABANDONED execute failed: STALE_REPLY | STALE_REPLY
      ABANDONED compensate succeeded: FOREIGN_REPLY | FOREIGN_REPLY
      ABANDONED compensate rejected: FOREIGN_REPLY | FOREIGN_REPLY
      ABANDONED compensate failed: FOREIGN_REPLY | FOREIGN_REPLY
      SKIPPED execute succeeded: LateSuccess | LateSuccess
      SKIPPED execute rejected: STALE_REPLY | STALE_REPLY
      SKIPPED execute failed: STALE_REPLY | STALE_REPLY
      SKIPPED compensate succeeded: FOREIGN_REPLY | FOREIGN_REPLY
      SKIPPED compensate rejected: FOREIGN_REPLY | FOREIGN_REPLY
      SKIPPED compensate failed: FOREIGN_REPLY | FOREIGN_REPLY
      EXECUTING execute succeeded: StepSucceeded CommandIssued | StepSucceeded CommandIssued
      EXECUTING execute rejected: StepRejected UnwindStarted CommandIssued | StepRejected UnwindStarted CommandIssued
      EXECUTING execute failed: AttemptFailed RetryScheduled | STALE_REPLY
      EXECUTING compensate succeeded: FOREIGN_REPLY | FOREIGN_REPLY
      EXECUTING compensate rejected: FOREIGN_REPLY | FOREIGN_REPLY
      EXECUTING compensate failed: FOREIGN_REPLY | FOREIGN_REPLY
      EXECUTE_BACKOFF execute succeeded: StepSucceeded CommandIssued | StepSucceeded CommandIssued
      EXECUTE_BACKOFF execute rejected: StepRejected UnwindStarted CommandIssued | StepRejected UnwindStarted CommandIssued
      EXECUTE_BACKOFF execute failed: STALE_REPLY | STALE_REPLY
      EXECUTE_BACKOFF compensate succeeded: FOREIGN_REPLY | FOREIGN_REPLY
      EXECUTE_BACKOFF compensate rejected: FOREIGN_REPLY | FOREIGN_REPLY
      EXECUTE_BACKOFF compensate failed: FOREIGN_REPLY | FOREIGN_REPLY
      SUCCEEDED execute succeeded: STALE_REPLY | STALE_REPLY
      SUCCEEDED execute rejected: STALE_REPLY | STALE_REPLY
      SUCCEEDED execute failed: STALE_REPLY | STALE_REPLY
      SUCCEEDED compensate succeeded: FOREIGN_REPLY | FOREIGN_REPLY
      SUCCEEDED compensate rejected: FOREIGN_REPLY | FOREIGN_REPLY
      SUCCEEDED compensate failed: FOREIGN_REPLY | FOREIGN_REPLY
      REJECTED execute succeeded: STALE_REPLY | STALE_REPLY
      REJECTED execute rejected: STALE_REPLY | STALE_REPLY
      REJECTED execute failed: STALE_REPLY | STALE_REPLY
      REJECTED compensate succeeded: FOREIGN_REPLY | FOREIGN_REPLY
      REJECTED compensate rejected: FOREIGN_REPLY | FOREIGN_REPLY
      REJECTED compensate failed: FOREIGN_REPLY | FOREIGN_REPLY
      UNKNOWN_UNWINDING execute succeeded: LateSuccess | LateSuccess
      UNKNOWN_UNWINDING execute rejected: STALE_REPLY | STALE_REPLY
      UNKNOWN_UNWINDING execute failed: STALE_REPLY | STALE_REPLY
      UNKNOWN_UNWINDING compensate succeeded: FOREIGN_REPLY | FOREIGN_REPLY
      UNKNOWN_UNWINDING compensate rejected: FOREIGN_REPLY | FOREIGN_REPLY
      UNKNOWN_UNWINDING compensate failed: FOREIGN_REPLY | FOREIGN_REPLY
      UNKNOWN_PIVOT execute succeeded: IncidentResolved StepSucceeded CommandIssued | IncidentResolved StepSucceeded CommandIssued
      UNKNOWN_PIVOT execute rejected: IncidentResolved StepRejected UnwindStarted CommandIssued | IncidentResolved StepRejected UnwindStarted CommandIssued
      UNKNOWN_PIVOT execute failed: STALE_REPLY | STALE_REPLY
      UNKNOWN_PIVOT compensate succeeded: FOREIGN_REPLY | FOREIGN_REPLY
      UNKNOWN_PIVOT compensate rejected: FOREIGN_REPLY | FOREIGN_REPLY
      UNKNOWN_PIVOT compensate failed: FOREIGN_REPLY | FOREIGN_REPLY
      UNKNOWN_PAST_PIVOT execute succeeded: IncidentResolved StepSucceeded CommandIssued | IncidentResolved StepSucceeded CommandIssued
      UNKNOWN_PAST_PIVOT execute rejected: IncidentResolved StepRejected IncidentRaised | IncidentResolved StepRejected IncidentRaised
      UNKNOWN_PAST_PIVOT execute failed: STALE_REPLY | STALE_REPLY
      UNKNOWN_PAST_PIVOT compensate succeeded: FOREIGN_REPLY | FOREIGN_REPLY
      UNKNOWN_PAST_PIVOT compensate rejected: FOREIGN_REPLY | FOREIGN_REPLY
      UNKNOWN_PAST_PIVOT compensate failed: FOREIGN_REPLY | FOREIGN_REPLY
      COMPENSATING execute succeeded: STALE_REPLY | STALE_REPLY
      COMPENSATING execute rejected: STALE_REPLY | STALE_REPLY
      COMPENSATING execute failed: STALE_REPLY | STALE_REPLY
      COMPENSATING compensate succeeded: StepCompensated CommandIssued | StepCompensated CommandIssued
      COMPENSATING compensate rejected: CompensationGivenUp IncidentRaised | CompensationGivenUp IncidentRaised
      COMPENSATING compensate failed: AttemptFailed RetryScheduled | STALE_REPLY
      COMPENSATE_BACKOFF execute succeeded: STALE_REPLY | STALE_REPLY
      COMPENSATE_BACKOFF execute rejected: STALE_REPLY | STALE_REPLY
      COMPENSATE_BACKOFF execute failed: STALE_REPLY | STALE_REPLY
      COMPENSATE_BACKOFF compensate succeeded: StepCompensated CommandIssued | StepCompensated CommandIssued
      COMPENSATE_BACKOFF compensate rejected: CompensationGivenUp IncidentRaised | CompensationGivenUp IncidentRaised
      COMPENSATE_BACKOFF compensate failed: STALE_REPLY | STALE_REPLY
      COMPENSATED execute succeeded: STALE_REPLY | STALE_REPLY
      COMPENSATED execute rejected: STALE_REPLY | STALE_REPLY
      COMPENSATED execute failed: STALE_REPLY | STALE_REPLY
      COMPENSATED compensate succeeded: STALE_REPLY | STALE_REPLY
      COMPENSATED compensate rejected: STALE_REPLY | STALE_REPLY
      COMPENSATED compensate failed: STALE_REPLY | STALE_REPLY
      GIVEN_UP execute succeeded: STALE_REPLY | STALE_REPLY
      GIVEN_UP execute rejected: STALE_REPLY | STALE_REPLY
      GIVEN_UP execute failed: STALE_REPLY | STALE_REPLY
      GIVEN_UP compensate succeeded: IncidentResolved StepCompensated CommandIssued | IncidentResolved StepCompensated CommandIssued
      GIVEN_UP compensate rejected: STALE_REPLY | STALE_REPLY
      GIVEN_UP compensate failed: STALE_REPLY | STALE_REPLY
      """;

  static Stream<Row> rows() {
    return TABLE.lines().map(ReplyTableTest::row);
  }

  private static Row row(String line) {
    String[] sides = line.split(": | \\| ", -1);
    String[] cells = sides[0].split(" ", -1);
    return new Row(
        Situation.valueOf(cells[0]),
        Action.ofHeader(cells[1]),
        StepOutcome.ofHeader(cells[2]),
        sides[1],
        sides[2]);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldDecideAsTheTableSaysWhenAReplyComes(Row row) {
    assertThat(decide(row, 2)).isEqualTo(row.newest());
    assertThat(decide(row, 1)).isEqualTo(row.older());
  }

  private static String decide(Row row, int attempt) {
    SagaRun run = reach(row.situation());
    assertThat(run.step("b").status()).isEqualTo(row.situation().status);
    long sent = run.sent().size();
    Decision decision =
        switch (row.action()) {
          case EXECUTE -> run.execute("b", row.outcome(), attempt);
          case COMPENSATE -> run.compensate("b", row.outcome(), attempt);
        };
    String summary = SagaRun.summary(decision);
    assertThat(run.sent().size() - sent)
        .as("a command for each CommandIssued")
        .isEqualTo(summary.contains("CommandIssued") ? 1 : 0);
    return summary;
  }

  private static SagaRun reach(Situation situation) {
    return switch (situation) {
      case PENDING -> Script.play("a b c", "break command:b; start; ok a").run();
      case ABANDONED -> Script.play("a { b | c }", "break command:b; start; ok a; no c").run();
      case SKIPPED -> {
        SagaRun run = secondAttempt(threeSteps());
        run.operate(OperationKind.SKIP, "b");
        yield run;
      }
      case EXECUTING -> secondAttempt(threeSteps());
      case EXECUTE_BACKOFF -> failedTwice(threeSteps());
      case SUCCEEDED -> {
        SagaRun run = secondAttempt(threeSteps());
        run.execute("b", StepOutcome.SUCCEEDED, 2);
        yield run;
      }
      case REJECTED -> {
        SagaRun run = secondAttempt(threeSteps());
        run.execute("b", StepOutcome.REJECTED, 2);
        yield run;
      }
      case UNKNOWN_UNWINDING -> {
        ScriptedSaga saga = ScriptedSaga.of(step("a"), step("b"), step("c"));
        saga.breakFunction("compensation:b");
        yield exhausted(new SagaRun(saga).started());
      }
      case UNKNOWN_PIVOT ->
          exhausted(new SagaRun(ScriptedSaga.of(step("a"), pivot("b"), plain("c"))).started());
      case UNKNOWN_PAST_PIVOT ->
          exhausted(new SagaRun(ScriptedSaga.of(pivot("a"), plain("b"), plain("c"))).started());
      case COMPENSATING -> secondUndo();
      case COMPENSATE_BACKOFF -> {
        SagaRun run = secondUndo();
        run.compensate("b", StepOutcome.FAILED, 2);
        yield run;
      }
      case COMPENSATED -> {
        SagaRun run = secondUndo();
        run.compensate("b", StepOutcome.SUCCEEDED, 2);
        yield run;
      }
      case GIVEN_UP -> {
        SagaRun run = secondUndo();
        run.compensate("b", StepOutcome.REJECTED, 2);
        yield run;
      }
    };
  }

  private static SagaRun threeSteps() {
    return new SagaRun(ScriptedSaga.of(step("a"), step("b"), step("c"))).started();
  }

  private static SagaRun secondAttempt(SagaRun run) {
    run.succeed("a");
    run.fail("b", 1);
    run.ring();
    return run;
  }

  private static SagaRun failedTwice(SagaRun run) {
    secondAttempt(run);
    run.fail("b", 2);
    return run;
  }

  private static SagaRun exhausted(SagaRun run) {
    failedTwice(run);
    run.ring();
    run.fail("b", 3);
    return run;
  }

  private static SagaRun secondUndo() {
    SagaRun run = threeSteps();
    run.succeed("a");
    run.succeed("b");
    run.reject("c");
    run.compensate("b", StepOutcome.FAILED, 1);
    run.ring();
    return run;
  }

  @Test
  void shouldListEveryCombinationOnceWhenEnumsGrow() {
    // given
    List<String> listed =
        rows().map(row -> row.situation() + " " + row.action() + " " + row.outcome()).toList();
    List<String> expected = new ArrayList<>();
    Set<StepStatus> reached = EnumSet.noneOf(StepStatus.class);
    for (Situation situation : Situation.values()) {
      reached.add(situation.status);
      for (Action action : Action.values()) {
        for (StepOutcome outcome : StepOutcome.values()) {
          expected.add(situation + " " + action + " " + outcome);
        }
      }
    }

    // then
    assertThat(reached)
        .as("sleeps and waits send nothing that could be answered")
        .isEqualTo(EnumSet.complementOf(EnumSet.of(StepStatus.SLEEPING, StepStatus.WAITING)));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(new HashSet<>(listed)).hasSameSizeAs(listed);
  }
}
