package dev.sagas.index.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.index.live.ActionBoard.Origin;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActionBoardTest {
  private static final SagaState SAGA = States.executing("o-1", 10);
  private static final Set<Origin> OPERATIONS = Set.of(Origin.OPERATION);
  private static final Set<Origin> REQUESTS = Set.of(Origin.REQUEST);
  private static final Set<Origin> ALL = Set.of(Origin.values());
  private static final StepName STEP = new StepName("pay");
  private static final SignalName GO = new SignalName("go");
  private static final SagaEvent STARTED =
      new SagaEvent.Started(SAGA.identity(), SAGA.request(), SAGA.data());

  private final ActionBoard board = new ActionBoard();

  private void operated(List<SagaEvent> events) {
    AppliedAction.operations(SAGA, events).forEach(done -> board.add(Origin.OPERATION, done));
  }

  private void acted(String reason) {
    operated(
        List.of(
            new SagaEvent.StepBlocked(STEP),
            new ControlEvent.OperationApplied("op", OperationKind.EDIT_DATA, "ada", reason)));
  }

  private void requested(Optional<SignalName> signal, SagaEvent... events) {
    operated(List.of(events));
    AppliedAction.request(SAGA, List.of(events), "bert", signal)
        .ifPresent(asked -> board.add(Origin.REQUEST, asked));
  }

  @Test
  void shouldKnowTheNewestActionsFirst() {
    // when
    acted("first");
    acted("second");

    // then
    assertThat(board.newest(ALL))
        .extracting(AppliedAction::reason)
        .containsExactly("second", "first");
    AppliedAction action = board.newest(OPERATIONS).get(0);
    assertThat(action.kind().word()).isEqualTo("edit-data");
    assertThat(action.atMs()).isEqualTo(SAGA.updatedAtMs());
    assertThat(action.revision()).isEqualTo(7);
    assertThat(board.newest(REQUESTS)).isEmpty();
  }

  @Test
  void shouldKnowWhoStartedAndSignalled() {
    // when
    requested(Optional.empty(), STARTED, new SagaEvent.StepBlocked(STEP));
    requested(
        Optional.of(GO),
        new SagaEvent.StepSucceeded(STEP, 1, Optional.empty()),
        new SagaEvent.StepRejected(new StepName("check"), "TOO_LATE", "a later step"));
    requested(
        Optional.of(GO),
        new SagaEvent.DataChanged(SAGA.data()),
        new SagaEvent.StepRejected(STEP, "DECLINED", "too dear"));

    // then
    assertThat(board.newest(REQUESTS))
        .extracting(action -> action.kind().word())
        .containsExactly("signal", "signal", "start");
    assertThat(board.newest(REQUESTS))
        .extracting(AppliedAction::actor)
        .containsExactly("bert", "bert", "bert");
    assertThat(board.newest(REQUESTS))
        .extracting(AppliedAction::reason)
        .containsExactly("too dear", "", "");
    assertThat(board.newest(REQUESTS).get(1).kind().signal()).contains(GO);
    assertThat(board.newest(OPERATIONS)).isEmpty();
  }

  @Test
  void shouldListNoStartOfNobodyAndNoSignalThatSomebodyElseSent() {
    // when: a program starts, and a reply lets a step take what was sent before
    operated(List.of(STARTED));
    requested(Optional.empty(), new SagaEvent.SignalTaken(STEP, GO));

    // then
    assertThat(board.newest(ALL)).isEmpty();
  }

  @Test
  void shouldSayFromWhenOnItKnowsAll() {
    assertThat(board.sinceMs(ALL)).isEmpty();
    board.opened(500);
    board.opened(400);
    assertThat(board.sinceMs(ALL)).hasValue(500);

    // when: more than it keeps
    acted("kept");
    for (int i = 0; i <= ActionBoard.LIMIT; i++) {
      requested(Optional.empty(), STARTED);
    }

    // then
    assertThat(board.newest(REQUESTS)).hasSize(ActionBoard.LIMIT);
    assertThat(board.newest(OPERATIONS)).hasSize(1);
    assertThat(board.sinceMs(OPERATIONS)).hasValue(500);
    assertThat(board.sinceMs(REQUESTS)).hasValue(SAGA.updatedAtMs());
    assertThat(board.sinceMs(ALL)).hasValue(SAGA.updatedAtMs());
  }
}
