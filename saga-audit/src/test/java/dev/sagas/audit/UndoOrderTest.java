package dev.sagas.audit;

import static dev.sagas.audit.UndoEvents.ENDED;
import static dev.sagas.audit.UndoEvents.execute;
import static dev.sagas.audit.UndoEvents.executed;
import static dev.sagas.audit.UndoEvents.givenUp;
import static dev.sagas.audit.UndoEvents.incident;
import static dev.sagas.audit.UndoEvents.nothingToUndo;
import static dev.sagas.audit.UndoEvents.pivot;
import static dev.sagas.audit.UndoEvents.rejected;
import static dev.sagas.audit.UndoEvents.restarted;
import static dev.sagas.audit.UndoEvents.skipped;
import static dev.sagas.audit.UndoEvents.undo;
import static dev.sagas.audit.UndoEvents.undone;
import static dev.sagas.audit.UndoEvents.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.wire.PublishedDefinition;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R8, R9 and R13, as far as journal and definitions show them. */
class UndoOrderTest {
  private static final UndoPlan ONE_BY_ONE = plan(List.of());

  @Test
  void shouldAcceptWhenEffectsAreUndoneInReverse() {
    assertThat(
            problems(
                executed("a", 1),
                unknown("b", 2),
                undo("b", 1),
                undo("b", 2),
                undone("b"),
                undo("a", 1),
                undone("a"),
                ENDED))
        .isEmpty();
  }

  @Test
  void shouldAcceptWhenAStepHasNothingToUndo() {
    assertThat(
            problems(
                executed("a", 1),
                executed("b", 2),
                nothingToUndo("b"),
                undo("a", 1),
                undone("a"),
                ENDED))
        .isEmpty();
  }

  @Test
  void shouldAcceptWhenASagaUnwindsAgainAfterItWentForward() {
    assertThat(
            problems(
                executed("a", 1),
                executed("b", 2),
                undo("b", 1),
                undone("b"),
                restarted("b"),
                execute("b"),
                executed("b", 3),
                undo("b", 1),
                undone("b"),
                undo("a", 1),
                undone("a"),
                ENDED))
        .isEmpty();
  }

  @Test
  void shouldFindEffectWhenASagaGoesForwardAgainWithoutUndoingIt() {
    assertThat(
            problems(
                executed("a", 1),
                executed("b", 2),
                executed("c", 3),
                undo("c", 1),
                undone("c"),
                restarted("b", "c")))
        .containsExactly(ViolationCode.UNDO_MISSING);
  }

  @Test
  void shouldFindOrderWhenAnOlderEffectIsUndoneFirst() {
    assertThat(
            problems(
                executed("a", 1),
                executed("b", 2),
                undo("a", 1),
                undone("a"),
                undo("b", 1),
                undone("b"),
                ENDED))
        .containsExactly(ViolationCode.UNDO_ORDER);
  }

  @Test
  void shouldFindOrderWhenTwoAreUndoneAtATime() {
    assertThat(problems(executed("a", 1), executed("b", 2), undo("b", 1), undo("a", 1)))
        .containsExactly(ViolationCode.UNDO_ORDER);
  }

  @Test
  void shouldAcceptWhenTheBranchesOfAGroupAreUndoneSideBySide() {
    assertThat(
            problems(
                plan(List.of(List.of("b", "d"), List.of("c"))),
                executed("a", 1),
                executed("b", 2),
                executed("c", 3),
                executed("d", 4),
                undo("d", 1),
                undo("c", 1),
                undone("d"),
                undo("b", 1),
                undone("c"),
                undone("b"),
                undo("a", 1),
                undone("a"),
                ENDED))
        .isEmpty();
  }

  @Test
  void shouldFindOrderWhenABranchIsUndoneOutOfOrder() {
    assertThat(
            problems(
                plan(List.of(List.of("b", "d"), List.of("c"))),
                executed("b", 1),
                executed("c", 2),
                executed("d", 3),
                undo("b", 1)))
        .containsExactly(ViolationCode.UNDO_ORDER);
  }

  @Test
  void shouldFindOrderWhenWhatCameBeforeAGroupIsUndoneBesideIt() {
    assertThat(
            problems(
                plan(List.of(List.of("b"), List.of("c"))),
                executed("a", 1),
                executed("b", 2),
                executed("c", 3),
                undo("c", 1),
                undo("b", 1),
                undone("c"),
                undo("a", 1)))
        .containsExactly(ViolationCode.UNDO_ORDER);
  }

  @Test
  void shouldProveNothingAboutOrderWhenTheDefinitionIsNotKnown() {
    UndoOrder order = new UndoOrder();

    assertThat(
            problems(
                order, Optional.empty(), executed("a", 1), executed("b", 2), undo("a", 1), ENDED))
        .containsExactly(ViolationCode.UNDO_MISSING);
    assertThat(order.isOrderUnproven()).isTrue();
  }

  @Test
  void shouldAcceptWhenAGivenUpCompensationIsTriedAgain() {
    assertThat(
            problems(
                executed("a", 1),
                executed("b", 2),
                executed("c", 3),
                undo("c", 1),
                givenUp("c"),
                incident("c"),
                undo("b", 1),
                undo("c", 2), // an operator's retry, beside what continues
                undone("b"),
                undo("a", 1),
                undone("c"),
                undone("a"),
                ENDED))
        .isEmpty();
  }

  @Test
  void shouldAcceptWhenACompensationCouldNotBeMade() {
    assertThat(
            problems(
                executed("a", 1),
                executed("b", 2),
                incident("b"),
                undo("a", 1),
                undone("a"),
                undo("b", 1),
                undone("b"),
                ENDED))
        .isEmpty();
  }

  @Test
  void shouldAcceptWhenTheAnswerComesAfterTheCompensationWasGivenUp() {
    assertThat(problems(executed("a", 1), undo("a", 1), givenUp("a"), undone("a"), ENDED))
        .isEmpty();
  }

  @Test
  void shouldFindEffectWhenARunThatGaveOneUpEndsAsCompensated() {
    assertThat(problems(executed("a", 1), undo("a", 1), givenUp("a"), ENDED))
        .containsExactly(ViolationCode.UNDO_MISSING);
  }

  @Test
  void shouldAcceptWhenARunWithEffectsWasEndedByHand() {
    assertThat(
            problems(
                executed("a", 1),
                undo("a", 1),
                givenUp("a"),
                new SagaEvent.Ended(SagaStatus.ENDED_BY_OPERATOR, 1)))
        .isEmpty();
  }

  @Test
  void shouldUndoASkippedStepOnlyWhenItMayHaveAnEffect() {
    assertThat(
            problems(
                executed("a", 1),
                skipped("b", 2),
                undo("b", 1),
                undone("b"),
                undo("a", 1),
                undone("a"),
                ENDED))
        .isEmpty();
    assertThat(problems(executed("a", 1), skipped("b", 2), undo("a", 1)))
        .containsExactly(ViolationCode.UNDO_ORDER);
    assertThat(problems(unknown("a", 1), skipped("a"), undo("a", 1)))
        .containsExactly(ViolationCode.UNDO_WITHOUT_EFFECT);
  }

  @Test
  void shouldFindUndoWhenTheStepWasRejected() {
    assertThat(problems(unknown("a", 1), rejected("a"), undo("a", 1)))
        .containsExactly(ViolationCode.UNDO_WITHOUT_EFFECT);
  }

  @Test
  void shouldFindUndoWhenTheStepIsExecutedAnew() {
    assertThat(problems(unknown("a", 1), execute("a"), undo("a", 1)))
        .containsExactly(ViolationCode.UNDO_WITHOUT_EFFECT);
  }

  @Test
  void shouldFindUndoWhenTheStepWasUndoneBefore() {
    assertThat(problems(executed("a", 1), undo("a", 1), undone("a"), undone("a")))
        .containsExactly(ViolationCode.UNDO_WITHOUT_EFFECT);
  }

  @Test
  void shouldFindUndoWhenNoCompensateWasSent() {
    assertThat(problems(executed("a", 1), undone("a")))
        .containsExactly(ViolationCode.UNDO_WITHOUT_EFFECT);
  }

  @Test
  void shouldFindUndoWhenThePivotHasSucceeded() {
    assertThat(problems(executed("a", 1), pivot("b"), executed("b", 2), undo("b", 1)))
        .containsExactly(ViolationCode.UNDO_AFTER_PIVOT);
    assertThat(problems(executed("a", 1), pivot("b"), rejected("b"), undo("a", 1))).isEmpty();
  }

  @Test
  void shouldFindEffectWhenACompensatedRunLeavesIt() {
    assertThat(problems(executed("a", 1), executed("b", 2), undo("b", 1), undone("b"), ENDED))
        .containsExactly(ViolationCode.UNDO_MISSING);
  }

  /** A definition with one group that is undone in parallel; the other steps do not matter. */
  private static UndoPlan plan(List<List<String>> branches) {
    List<List<StepName>> named =
        branches.stream().map(steps -> steps.stream().map(StepName::new).toList()).toList();
    return UndoPlan.of(
        new PublishedDefinition(
            new SagaType("order"), 1, List.of(new PublishedDefinition.Stage(named, true))));
  }

  private static List<ViolationCode> problems(SagaEvent... events) {
    return problems(ONE_BY_ONE, events);
  }

  private static List<ViolationCode> problems(UndoPlan plan, SagaEvent... events) {
    return problems(new UndoOrder(), Optional.of(plan), events);
  }

  private static List<ViolationCode> problems(
      UndoOrder order, Optional<UndoPlan> plan, SagaEvent... events) {
    List<ViolationCode> found = new ArrayList<>();
    for (SagaEvent event : events) {
      order.next(event, plan).map(UndoOrder.Problem::code).ifPresent(found::add);
    }
    return found;
  }
}
