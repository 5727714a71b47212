package dev.sagas.orchestrator.core;

import static dev.sagas.orchestrator.core.ScriptedSaga.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.protocol.Action;
import dev.sagas.protocol.StepName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Every event changes the state, or throws if it cannot fit it. */
class SagaEvolverTest {
  private static final StepName A = new StepName("a");
  private static final SagaEvent.Started STARTED =
      new SagaEvent.Started(
          new SagaIdentity(SagaRun.ID, SagaRun.RUN, ScriptedSaga.TYPE, 1),
          new SagaRequest(Digest.sha256(new byte[0]), "shop.Order", OptionalLong.empty(), Map.of()),
          text("data"));
  private static final SagaEvent ISSUED =
      SagaRun.issued(SagaRun.command("a", Action.EXECUTE, 1, 1), 2_000);

  /** One of each, but the start, as they may follow on {@link #ISSUED}. */
  private static final List<SagaEvent> EVENTS =
      List.of(
          SagaRun.issued(SagaRun.command("a", Action.EXECUTE, 1, 2), 3_000),
          new SagaEvent.StepSucceeded(A, 1, Optional.of(text("ok"))),
          new SagaEvent.StepRejected(A, "CODE", "why"),
          new SagaEvent.AttemptFailed(A, Action.EXECUTE, 1, "CODE", "why"),
          new SagaEvent.RetryScheduled(A, Action.EXECUTE, 2, 3_000),
          new SagaEvent.OutcomeUnknown(A, 1),
          new SagaEvent.LateSuccess(A, Optional.of(text("ok"))),
          new SagaEvent.DataChanged(text("other")),
          new SagaEvent.UnwindStarted(new UnwindReason(Optional.of(A), "CODE", "why")),
          new SagaEvent.StepCompensated(A, true),
          new SagaEvent.CompensationGivenUp(A, "CODE", "why"),
          new SagaEvent.IncidentRaised("i", Optional.of(A), IncidentCode.DEFINITION_FAULT, "why"),
          new SagaEvent.Ended(SagaStatus.COMPLETED, 9_000));

  @Test
  void shouldHandleEveryEventWhenTheyAreEnumerated() {
    // given
    SagaState before = SagaEvolver.evolve(Optional.empty(), List.of(STARTED, ISSUED), 1_000);

    // then
    for (SagaEvent event : EVENTS) {
      SagaState after = SagaEvolver.evolve(Optional.of(before), List.of(event), 1_500);
      assertThat(after).as("%s", event).isNotEqualTo(stamped(before));
      assertThat(after.updatedAtMs()).isEqualTo(1_500);
      assertThat(after.chain()).isEqualTo(before.chain());
    }
    SagaState raised =
        SagaEvolver.evolve(Optional.of(before), List.of(EVENTS.get(EVENTS.size() - 2)), 1_500);
    SagaEvent resolved = new SagaEvent.IncidentResolved("i", "BY_HAND");
    assertThat(SagaEvolver.evolve(Optional.of(raised), List.of(resolved), 1_500))
        .isEqualTo(stamped(before));
  }

  private static SagaState stamped(SagaState state) {
    return state.change().at(1_500).done();
  }

  @Test
  void shouldHaveListedEveryEventWhenTheInterfaceGrows() {
    assertThat(EVENTS)
        .extracting(event -> (Object) event.getClass())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(SagaEvent.class.getPermittedSubclasses())
                .filter(type -> type != SagaEvent.Started.class)
                .filter(type -> type != SagaEvent.IncidentResolved.class)
                .map(type -> (Object) type)
                .toList());
  }

  @Test
  void shouldThrowWhenAnEventComesBeforeTheStart() {
    for (SagaEvent event : EVENTS) {
      assertThatThrownBy(() -> SagaEvolver.evolve(Optional.empty(), List.of(event), 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Expected a started saga");
    }
    assertThatThrownBy(() -> SagaEvolver.evolve(Optional.empty(), List.of(), 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldThrowWhenARunStartsTwice() {
    assertThatThrownBy(() -> SagaEvolver.evolve(Optional.empty(), List.of(STARTED, STARTED), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("A run starts once");
  }

  @Test
  void shouldThrowWhenAStepHasNotBegun() {
    List<SagaEvent> needStep =
        List.of(
            SagaRun.issued(SagaRun.command("a", Action.COMPENSATE, 1, 1), 1),
            new SagaEvent.StepSucceeded(A, 1, Optional.empty()),
            new SagaEvent.StepRejected(A, "CODE", "why"),
            new SagaEvent.OutcomeUnknown(A, 1),
            new SagaEvent.StepCompensated(A, true));
    SagaState before = SagaEvolver.evolve(Optional.empty(), List.of(STARTED), 1);

    for (SagaEvent event : needStep) {
      assertThatThrownBy(() -> SagaEvolver.evolve(Optional.of(before), List.of(event), 1))
          .as("%s", event)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Expected step a to have be");
    }
  }

  @Test
  void shouldBeginTheStepAnewWhenItsEpochRises() {
    SagaState before =
        SagaEvolver.evolve(
            Optional.empty(),
            List.of(STARTED, ISSUED, new SagaEvent.StepSucceeded(A, 1, Optional.of(text("ok")))),
            1);

    SagaState after =
        SagaEvolver.evolve(
            Optional.of(before),
            List.of(SagaRun.issued(SagaRun.command("a", Action.EXECUTE, 2, 1), 5)),
            2);

    assertThat(after.steps().all())
        .containsExactly(
            new StepState(
                A,
                StepStatus.EXECUTING,
                new StepState.Attempts(2, 0, 1, 0),
                new StepState.Timer(5, false, 0),
                1,
                2,
                false,
                Optional.empty(),
                "shop"));
  }
}
