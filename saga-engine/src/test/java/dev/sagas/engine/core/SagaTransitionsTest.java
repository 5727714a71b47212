package dev.sagas.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every transition of the saga's state machine, each reached by a script. A transition that the
 * table has and this list has not fails the build.
 */
class SagaTransitionsTest {
  /** From, trigger, to: the saga | what happens; the last action makes the transition. */
  private static final String ROWS =
      """
      RUNNING STEP_FAILED STOPPING: { a | b } | start; no a
      RUNNING STEP_FAILED COMPENSATING: a b | start; ok a; no b
      RUNNING DEADLINE STOPPING: a | deadline 500; start; ring
      RUNNING DEADLINE COMPENSATING: sleep:s | deadline 500; start; ring
      RUNNING ALL_DONE COMPLETED: a | start; ok a
      RUNNING PAUSE RUNNING: a | start; pause
      RUNNING RESUME RUNNING: a | start; pause; resume
      RUNNING CANCEL RUNNING: a! | start; cancel
      RUNNING CANCEL STOPPING: a | start; cancel
      RUNNING CANCEL COMPENSATING: sleep:s | start; cancel
      RUNNING COMPENSATE STOPPING: a | start; pause; compensate
      RUNNING COMPENSATE COMPENSATING: a | start; compensate
      RUNNING EDIT_DATA RUNNING: a | start; edit new
      RUNNING RESTART STOPPING: a b | start; ok a; restart a
      RUNNING RESTART COMPENSATING: a sleep:s | start; ok a; restart a
      RUNNING MIGRATE RUNNING: a sleep:s | start; ok a; migrate 2
      RUNNING END ENDED_BY_OPERATOR: a | start; end
      STOPPING NOTHING_IN_FLIGHT COMPENSATING: { a | b } | start; no a; ok b
      STOPPING PAUSE STOPPING: a | start; cancel; pause
      STOPPING RESUME STOPPING: a | start; cancel; pause; resume
      STOPPING CANCEL STOPPING: a b | start; ok a; restart a; cancel
      STOPPING COMPENSATE STOPPING: a | start; cancel; pause; compensate
      STOPPING COMPENSATE COMPENSATING: a | start; cancel; compensate
      STOPPING EDIT_DATA STOPPING: a | start; cancel; edit new
      STOPPING RESTART STOPPING: a b | start; ok a; cancel; restart a
      STOPPING MIGRATE STOPPING: a | start; cancel; pause; ok a; migrate 2
      STOPPING END ENDED_BY_OPERATOR: a | start; cancel; end
      COMPENSATING ALL_UNDONE COMPENSATED: a b | start; ok a; no b; undone a
      COMPENSATING ALL_UNDONE ENDED_BY_OPERATOR: a b | start; ok a; no b; undo-no a; skip a
      COMPENSATING ALL_UNDONE RUNNING: a sleep:s | start; ok a; restart a; undone a
      COMPENSATING PAUSE COMPENSATING: a b | start; ok a; no b; pause
      COMPENSATING RESUME COMPENSATING: a b | start; ok a; no b; pause; resume
      COMPENSATING CANCEL COMPENSATING: a sleep:s | start; ok a; restart a; cancel
      COMPENSATING COMPENSATE COMPENSATING: a sleep:s | start; ok a; restart a; compensate
      COMPENSATING EDIT_DATA COMPENSATING: a b | start; ok a; no b; edit new
      COMPENSATING RESTART COMPENSATING: a b | start; ok a; no b; restart a
      COMPENSATING MIGRATE COMPENSATING: a b | start; ok a; no b; pause; undone a; migrate 2
      COMPENSATING END ENDED_BY_OPERATOR: a b | start; ok a; no b; end
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
    for (SagaStatus from : SagaStatus.values()) {
      for (SagaTrigger trigger : SagaTrigger.values()) {
        SagaTable.Cell cell = SagaTable.cell(from, trigger);
        assertThat(cell.reason().isEmpty()).isNotEqualTo(cell.targets().isEmpty());
        for (SagaStatus to : cell.targets()) {
          expected.add(from + " " + trigger + " " + to);
        }
      }
    }

    // then
    assertThat(rows().map(TransitionRow::visit)).containsExactlyInAnyOrderElementsOf(expected);
  }
}
