package dev.sagas.orchestrator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R8 and R9, as far as the journal shows them. */
class UndoOrderTest {
  private static final SagaEvent ENDED = new SagaEvent.Ended(SagaStatus.COMPENSATED, 1);

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
                new SagaEvent.StepCompensated(new StepName("b"), false),
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
        .containsExactly(ViolationCode.UNDO_ORDER, ViolationCode.UNDO_ORDER);
  }

  @Test
  void shouldFindOrderWhenCompensationsEndInTheOrderOfTheEffects() {
    assertThat(
            problems(
                executed("a", 1),
                executed("b", 2),
                undo("b", 1),
                undo("a", 1),
                undone("a"),
                undone("b"),
                ENDED))
        .containsExactly(ViolationCode.UNDO_ORDER);
  }

  @Test
  void shouldFindUndoWhenTheStepWasRejected() {
    assertThat(
            problems(
                unknown("a", 1),
                new SagaEvent.StepRejected(new StepName("a"), "FULL", "no place"),
                undo("a", 1)))
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
  void shouldFindEffectWhenACompensatedRunLeavesIt() {
    assertThat(problems(executed("a", 1), executed("b", 2), undo("b", 1), undone("b"), ENDED))
        .containsExactly(ViolationCode.UNDO_MISSING);
  }

  private static List<ViolationCode> problems(SagaEvent... events) {
    UndoOrder order = new UndoOrder();
    List<ViolationCode> found = new ArrayList<>();
    for (SagaEvent event : events) {
      order.next(event).map(UndoOrder.Problem::code).ifPresent(found::add);
    }
    return found;
  }

  private static SagaEvent execute(String step) {
    return new SagaEvent.CommandIssued(new StepName(step), Action.EXECUTE, 1, 1, 0);
  }

  private static SagaEvent executed(String step, long sequence) {
    return new SagaEvent.StepSucceeded(new StepName(step), sequence, Optional.empty());
  }

  private static SagaEvent unknown(String step, long sequence) {
    return new SagaEvent.OutcomeUnknown(new StepName(step), sequence);
  }

  private static SagaEvent undo(String step, int attempt) {
    return new SagaEvent.CommandIssued(new StepName(step), Action.COMPENSATE, 1, attempt, 0);
  }

  private static SagaEvent undone(String step) {
    return new SagaEvent.StepCompensated(new StepName(step), true);
  }
}
