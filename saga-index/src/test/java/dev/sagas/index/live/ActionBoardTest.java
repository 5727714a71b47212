package dev.sagas.index.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.protocol.StepName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionBoardTest {
  private static final SagaState SAGA = States.executing("o-1", 10);

  private final ActionBoard board = new ActionBoard();

  private void acted(String reason) {
    board.changed(
        SAGA,
        List.of(
            new SagaEvent.StepBlocked(new StepName("pay")),
            new ControlEvent.OperationApplied("op", OperationKind.PAUSE, "ada", reason)));
  }

  @Test
  void shouldKnowTheNewestActionsFirst() {
    // when
    acted("first");
    acted("second");

    // then
    assertThat(board.newest()).extracting(AppliedAction::reason).containsExactly("second", "first");
    assertThat(board.newest().get(0).atMs()).isEqualTo(SAGA.updatedAtMs());
    assertThat(board.newest().get(0).revision()).isEqualTo(7);
  }

  @Test
  void shouldSayFromWhenOnItKnowsAll() {
    assertThat(board.sinceMs()).isEmpty();
    board.opened(500);
    board.opened(400);
    assertThat(board.sinceMs()).hasValue(500);

    // when: more than it keeps
    for (int i = 0; i <= ActionBoard.LIMIT; i++) {
      acted("r-" + i);
    }

    // then
    assertThat(board.newest()).hasSize(ActionBoard.LIMIT);
    assertThat(board.sinceMs()).hasValue(SAGA.updatedAtMs());
  }
}
