package dev.sagas.engine.core;

import static dev.sagas.engine.core.ScriptedSaga.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
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

  private static final SignalName SIGNAL = new SignalName("w");
  private static final UnwindReason REASON = new UnwindReason(Optional.of(A), "CODE", "why");
  private static final BufferedSignal EARLY = new BufferedSignal(SIGNAL, "shop.Signal", text("x"));

  /** One of each, but the start, as they may follow on {@link #BEFORE}. */
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
          new SagaEvent.UnwindStarted(REASON),
          new SagaEvent.StepCompensated(A, true),
          new SagaEvent.CompensationGivenUp(A, "CODE", "why"),
          new SagaEvent.IncidentRaised("j", Optional.of(A), IncidentCode.DEFINITION_FAULT, "why"),
          new SagaEvent.IncidentResolved("i", "BY_HAND"),
          new SagaEvent.StepSkipped(A, SkipCause.OPERATOR, OptionalLong.of(1)),
          new SagaEvent.StepBlocked(new StepName("b")),
          new SagaEvent.StepAbandoned(A),
          new SagaEvent.SleepBegun(A, 5_000, true),
          new SagaEvent.WaitBegun(A, SIGNAL, OptionalLong.of(5_000)),
          new SagaEvent.SignalBuffered(EARLY),
          new SagaEvent.SignalTaken(A, SIGNAL),
          new ControlEvent.StopRequested(REASON),
          new ControlEvent.CancelHeld(REASON),
          new ControlEvent.CancelRefused(),
          new ControlEvent.Paused("bob", "why"),
          new ControlEvent.Resumed(),
          new ControlEvent.OperationApplied("op", OperationKind.PAUSE, "ada", "why"),
          new ControlEvent.RetryOrdered(A, Action.EXECUTE),
          new ControlEvent.RestartRequested(new StepName("b")),
          new ControlEvent.RestartDropped(),
          new ControlEvent.Restarted(A, List.of(A)),
          new ControlEvent.Migrated(2),
          new SagaEvent.Ended(SagaStatus.COMPLETED, 9_000));

  /** A saga with one of everything, so that every event has something to change. */
  private static final List<SagaEvent> BEFORE =
      List.of(
          STARTED,
          ISSUED,
          new SagaEvent.SignalBuffered(EARLY),
          new ControlEvent.CancelHeld(new UnwindReason(Optional.empty(), "OTHER", "before")),
          new ControlEvent.RestartRequested(A),
          new ControlEvent.Paused("ada", "why"),
          new SagaEvent.IncidentRaised("i", Optional.empty(), IncidentCode.ENGINE_FAULT, "why"));

  @Test
  void shouldHandleEveryEventWhenTheyAreEnumerated() {
    // given
    SagaState before = SagaEvolver.evolve(Optional.empty(), BEFORE, 1_000);

    // then
    for (SagaEvent event : EVENTS) {
      SagaState after = SagaEvolver.evolve(Optional.of(before), List.of(event), 1_500);
      assertThat(after).as("%s", event).isNotEqualTo(stamped(before));
      assertThat(after.updatedAtMs()).isEqualTo(1_500);
      assertThat(after.chain()).isEqualTo(before.chain());
    }
  }

  private static SagaState stamped(SagaState state) {
    return state.change().at(1_500).done();
  }

  @Test
  void shouldHaveListedEveryEventWhenTheInterfaceGrows() {
    assertThat(EVENTS)
        .extracting(event -> (Object) event.getClass())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(SagaEvent.class, ControlEvent.class)
                .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                .filter(type -> type != SagaEvent.Started.class && type != ControlEvent.class)
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
            new SagaEvent.AttemptFailed(A, Action.EXECUTE, 1, "CODE", "why"),
            new SagaEvent.RetryScheduled(A, Action.EXECUTE, 2, 3_000),
            new SagaEvent.OutcomeUnknown(A, 1),
            new SagaEvent.StepAbandoned(A),
            new ControlEvent.RetryOrdered(A, Action.EXECUTE),
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
                new StepState.Attempts(2, OptionalInt.empty(), 1, 0),
                new StepState.Timer(OptionalLong.of(5), false, OptionalLong.empty()),
                new StepState.ExecuteOutcome(OptionalLong.of(1), false, Optional.empty()),
                2,
                Optional.of("shop")));
  }
}
