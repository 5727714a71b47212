package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every transition of the step's state machine, each reached by a script. A transition that the
 * table has and this list has not fails the build.
 */
class StepTransitionsTest {
  /** From, trigger, to: the saga | what happens; the last action makes the transition. */
  private static final String ROWS =
      """
      PENDING BEGIN EXECUTING: a | start
      PENDING BEGIN SLEEPING: sleep:s | start
      PENDING BEGIN WAITING: wait:w | start
      PENDING BEGIN SUCCEEDED: local:l a | start
      PENDING BEGIN SKIPPED: ?a b | pass a; start
      PENDING BEGIN REJECTED: local:l | refuse l; start
      PENDING BEGIN PENDING: a | break command:a; start
      PENDING STOP ABANDONED: { a | b } | break command:b; start; no a
      PENDING RETRY PENDING: a | break command:a; start; mend command:a; retry
      PENDING SKIP SKIPPED: a b | break command:a; start; skip a
      PENDING FAIL ABANDONED: a | break command:a; start; declare-failed a
      PENDING FAIL OUTCOME_UNKNOWN: a- b | start; ok a; restart a; break command:a; ok b; undone b; declare-failed a
      EXECUTING EXECUTE_SUCCEEDED SUCCEEDED: a b | start; ok a
      EXECUTING EXECUTE_SUCCEEDED EXECUTING: a b | break reply:a; start; ok a
      EXECUTING EXECUTE_REJECTED REJECTED: a b | start; ok a; no b
      EXECUTING EXECUTE_REJECTED EXECUTING: a b | break reply:a; start; no a
      EXECUTING EXECUTE_FAILED EXECUTE_BACKOFF: a | start; fail a
      EXECUTING EXECUTE_FAILED OUTCOME_UNKNOWN: a | start; fail a; ring; fail a; ring; fail a
      EXECUTING TIMER EXECUTE_BACKOFF: a | start; ring
      EXECUTING TIMER OUTCOME_UNKNOWN: a | start; ring; ring; ring; ring; ring
      EXECUTING STOP EXECUTING: { a | b } | start; no a
      EXECUTING STOP OUTCOME_UNKNOWN: { a | b } | break reply:b; start; ok b; no a
      EXECUTING RETRY EXECUTING: a | start; retry a
      EXECUTING SKIP SKIPPED: a b | start; skip a
      EXECUTING FAIL OUTCOME_UNKNOWN: a | start; declare-failed a
      EXECUTE_BACKOFF EXECUTE_SUCCEEDED SUCCEEDED: a b | start; fail a; ok a
      EXECUTE_BACKOFF EXECUTE_SUCCEEDED EXECUTE_BACKOFF: a | start; fail a; break reply:a; ok a
      EXECUTE_BACKOFF EXECUTE_REJECTED REJECTED: a | start; fail a; no a
      EXECUTE_BACKOFF EXECUTE_REJECTED EXECUTE_BACKOFF: a | start; fail a; break reply:a; no a
      EXECUTE_BACKOFF TIMER EXECUTING: a | start; fail a; ring
      EXECUTE_BACKOFF TIMER OUTCOME_UNKNOWN: a@ | start; ring; ring; later 300; fail a; ring
      EXECUTE_BACKOFF TIMER EXECUTE_BACKOFF: a | start; fail a; break command:a; ring
      EXECUTE_BACKOFF STOP OUTCOME_UNKNOWN: { a | b } | start; fail a; no b
      EXECUTE_BACKOFF RETRY EXECUTING: a | start; fail a; retry a
      EXECUTE_BACKOFF RETRY EXECUTE_BACKOFF: a | start; fail a; break command:a; retry
      EXECUTE_BACKOFF SKIP SKIPPED: a b | start; fail a; skip a
      EXECUTE_BACKOFF FAIL OUTCOME_UNKNOWN: a | start; fail a; declare-failed a
      SLEEPING TIMER SUCCEEDED: sleep:s a | start; ring
      SLEEPING STOP ABANDONED: { sleep:s | a } | start; no a
      SLEEPING SKIP SKIPPED: sleep:s a | start; skip s
      SLEEPING FAIL ABANDONED: sleep:s | start; declare-failed s
      WAITING SIGNAL SUCCEEDED: wait:w a | start; signal w
      WAITING SIGNAL REJECTED: wait:w | start; signal w no
      WAITING SIGNAL WAITING: wait:w | break signal:w; start; signal w
      WAITING TIMER REJECTED: wait:w:COMPENSATE | start; ring
      WAITING TIMER SKIPPED: wait:w:CONTINUE a | start; ring
      WAITING TIMER WAITING: wait:w:INCIDENT | start; ring
      WAITING STOP ABANDONED: { wait:w | a } | start; no a
      WAITING RETRY WAITING: wait:w:INCIDENT | start; ring; retry
      WAITING RETRY SUCCEEDED: wait:w a | break signal:w; start; signal w; mend signal:w; retry w
      WAITING RETRY REJECTED: wait:w a | break signal:w; start; signal w no; mend signal:w; retry w
      WAITING SKIP SKIPPED: wait:w a | start; skip w
      WAITING FAIL ABANDONED: wait:w | start; declare-failed w
      SUCCEEDED UNDO COMPENSATING: a b | start; ok a; no b
      SUCCEEDED UNDO COMPENSATED: a- b | start; ok a; no b
      SUCCEEDED UNDO SUCCEEDED: a b | break compensation:a; start; ok a; no b
      SUCCEEDED RETRY SUCCEEDED: a b | break compensation:a; start; ok a; no b; mend compensation:a; retry
      SUCCEEDED SKIP COMPENSATION_GIVEN_UP: a b | break compensation:a; start; ok a; no b; skip a
      SKIPPED EXECUTE_SUCCEEDED SKIPPED: a b | start; skip a; ok a
      SKIPPED UNDO COMPENSATING: a b | start; skip a; no b
      SKIPPED UNDO COMPENSATED: a- b | start; skip a; no b
      SKIPPED UNDO SKIPPED: a b | break compensation:a; start; skip a; no b
      SKIPPED RETRY SKIPPED: a b | break compensation:a; start; skip a; no b; mend compensation:a; retry
      SKIPPED SKIP COMPENSATION_GIVEN_UP: a b | break compensation:a; start; skip a; no b; skip a
      SKIPPED REOPEN PENDING: ?a b | pass a; start; restart a; ok b; undone b
      REJECTED RETRY EXECUTING: a! b- | start; ok a; no b; retry b
      REJECTED RETRY REJECTED: a! b- | start; ok a; no b; break command:b; retry b
      REJECTED SKIP SKIPPED: a! b- c- | start; ok a; no b; skip b
      REJECTED REOPEN PENDING: a b | start; ok a; no b; restart a; undone a
      OUTCOME_UNKNOWN EXECUTE_SUCCEEDED SUCCEEDED: a! b- | start; exhaust a; ok a
      OUTCOME_UNKNOWN EXECUTE_SUCCEEDED OUTCOME_UNKNOWN: { a | b } | start; declare-failed a; ok a
      OUTCOME_UNKNOWN EXECUTE_REJECTED REJECTED: a! | start; exhaust a; no a
      OUTCOME_UNKNOWN UNDO COMPENSATING: a | start; exhaust a
      OUTCOME_UNKNOWN UNDO COMPENSATED: a- | start; exhaust a
      OUTCOME_UNKNOWN UNDO OUTCOME_UNKNOWN: a | break compensation:a; start; exhaust a
      OUTCOME_UNKNOWN RETRY EXECUTING: a! | start; exhaust a; retry
      OUTCOME_UNKNOWN RETRY SUCCEEDED: a | start; fail a; pause; later 160000000; cancel; resume; retry a
      OUTCOME_UNKNOWN RETRY OUTCOME_UNKNOWN: a | break compensation:a; start; exhaust a; mend compensation:a; retry
      OUTCOME_UNKNOWN SKIP SKIPPED: a! b- | start; exhaust a; skip a
      OUTCOME_UNKNOWN SKIP COMPENSATION_GIVEN_UP: a | break compensation:a; start; exhaust a; skip a
      OUTCOME_UNKNOWN FAIL REJECTED: a! | start; exhaust a; declare-failed a
      ABANDONED REOPEN PENDING: { a | sleep:s } | start; restart a; ok a; undone a
      COMPENSATING COMPENSATE_SUCCEEDED COMPENSATED: a b | start; ok a; no b; undone a
      COMPENSATING COMPENSATE_REJECTED COMPENSATION_GIVEN_UP: a b | start; ok a; no b; undo-no a
      COMPENSATING COMPENSATE_FAILED COMPENSATE_BACKOFF: a b | start; ok a; no b; undo-fail a
      COMPENSATING COMPENSATE_FAILED COMPENSATION_GIVEN_UP: a b | start; ok a; no b; undo-fail a; ring; undo-fail a; ring; undo-fail a
      COMPENSATING TIMER COMPENSATE_BACKOFF: a b | start; ok a; no b; ring
      COMPENSATING TIMER COMPENSATION_GIVEN_UP: a b | start; ok a; no b; ring; ring; ring; ring; ring
      COMPENSATING RETRY COMPENSATING: a b | start; ok a; no b; retry a
      COMPENSATING SKIP COMPENSATION_GIVEN_UP: a b | start; ok a; no b; skip a
      COMPENSATE_BACKOFF COMPENSATE_SUCCEEDED COMPENSATED: a b | start; ok a; no b; undo-fail a; undone a
      COMPENSATE_BACKOFF COMPENSATE_REJECTED COMPENSATION_GIVEN_UP: a b | start; ok a; no b; undo-fail a; undo-no a
      COMPENSATE_BACKOFF TIMER COMPENSATING: a b | start; ok a; no b; undo-fail a; ring
      COMPENSATE_BACKOFF TIMER COMPENSATE_BACKOFF: a b | start; ok a; no b; undo-fail a; break compensation:a; ring
      COMPENSATE_BACKOFF RETRY COMPENSATING: a b | start; ok a; no b; undo-fail a; retry
      COMPENSATE_BACKOFF RETRY COMPENSATE_BACKOFF: a b | start; ok a; no b; undo-fail a; break compensation:a; retry
      COMPENSATE_BACKOFF SKIP COMPENSATION_GIVEN_UP: a b | start; ok a; no b; undo-fail a; skip a
      COMPENSATED REOPEN PENDING: a b | start; ok a; restart a; no b; undone a
      COMPENSATION_GIVEN_UP COMPENSATE_SUCCEEDED COMPENSATED: a b | start; ok a; no b; undo-no a; undone a
      COMPENSATION_GIVEN_UP RETRY COMPENSATING: a b | start; ok a; no b; undo-no a; retry
      COMPENSATION_GIVEN_UP RETRY COMPENSATION_GIVEN_UP: a b | start; ok a; no b; undo-no a; break compensation:a; retry
      COMPENSATION_GIVEN_UP SKIP COMPENSATION_GIVEN_UP: a b | start; ok a; no b; undo-no a; skip a
      """;

  static Stream<TransitionRow> rows() {
    return TransitionRow.parse(ROWS);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldMakeTheTransitionWhenTheScriptIsPlayed(TransitionRow row) {
    row.check();
  }

  @Test
  void shouldListEveryTransitionOnceWhenTheTableGrows() {
    // given
    List<String> expected = new ArrayList<>();
    for (StepStatus from : StepStatus.values()) {
      for (StepTrigger trigger : StepTrigger.values()) {
        for (StepStatus to : StepTable.cell(from, trigger).targets()) {
          expected.add(from + " " + trigger + " " + to);
        }
      }
    }

    // then
    assertThat(rows().map(TransitionRow::visit)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void shouldGiveAReasonWhenATransitionIsImpossibleOrWithoutEffect() {
    for (StepStatus from : StepStatus.values()) {
      for (StepTrigger trigger : StepTrigger.values()) {
        StepTable.Cell cell = StepTable.cell(from, trigger);
        assertThat(cell.reason().isEmpty())
            .as("%s %s", from, trigger)
            .isEqualTo(cell.effect() == StepTable.Effect.MOVES);
      }
    }
  }
}
