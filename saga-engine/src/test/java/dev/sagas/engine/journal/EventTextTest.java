package dev.sagas.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.BufferedSignal;
import dev.sagas.engine.core.Bytes;
import dev.sagas.engine.core.ControlEvent;
import dev.sagas.engine.core.OperationKind;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SignalName;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the timeline says of waits, signals and operators; the rest is in {@link TimelineTest}. */
class EventTextTest {
  private static final StepName STEP = new StepName("approve");
  private static final SignalName SIGNAL = new SignalName("review");
  private static final long AT_MS = 1_700_000_000_000L;
  private static final UnwindReason CANCELLED =
      new UnwindReason(Optional.empty(), "CANCELLED", "By ann: lost");

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(
            new SagaEvent.StepSkipped(STEP, SkipCause.CONDITION, OptionalLong.empty()),
            "approve skipped: its condition does not hold"),
        Arguments.of(
            new SagaEvent.StepSkipped(STEP, SkipCause.TIMED_OUT, OptionalLong.empty()),
            "approve skipped: no signal came in time"),
        Arguments.of(
            new SagaEvent.StepSkipped(STEP, SkipCause.OPERATOR, OptionalLong.of(3)),
            "approve skipped: an operator said so"),
        Arguments.of(new SagaEvent.StepBlocked(STEP), "approve could not begin"),
        Arguments.of(new SagaEvent.StepAbandoned(STEP), "approve given up without effect"),
        Arguments.of(
            new SagaEvent.SleepBegun(STEP, AT_MS, true),
            "approve sleeps until 2023-11-14T22:13:20Z"),
        Arguments.of(
            new SagaEvent.WaitBegun(STEP, SIGNAL, OptionalLong.of(AT_MS)),
            "approve waits for signal review until 2023-11-14T22:13:20Z"),
        Arguments.of(
            new SagaEvent.WaitBegun(STEP, SIGNAL, OptionalLong.empty()),
            "approve waits for signal review"),
        Arguments.of(
            new SagaEvent.SignalBuffered(
                new BufferedSignal(SIGNAL, "shop.Paid", Bytes.of(new byte[7]))),
            "signal review kept (7 bytes)"),
        Arguments.of(
            new SagaEvent.SignalTaken(STEP, SIGNAL), "approve takes the kept signal review"));
  }

  static Stream<Arguments> steering() {
    return Stream.of(
        Arguments.of(new ControlEvent.StopRequested(CANCELLED), "turning back: CANCELLED"),
        Arguments.of(
            new ControlEvent.CancelHeld(CANCELLED),
            "cancel held until the pivot is answered: CANCELLED"),
        Arguments.of(new ControlEvent.CancelRefused(), "cancel refused: the pivot took effect"),
        Arguments.of(new ControlEvent.Paused("ann", "a look first"), "paused"),
        Arguments.of(new ControlEvent.Resumed(), "resumed"),
        Arguments.of(
            new ControlEvent.OperationApplied("op-1", OperationKind.EDIT_DATA, "ann", "typo"),
            "edit data by ann: typo"),
        Arguments.of(
            new ControlEvent.RetryOrdered(STEP, Action.COMPENSATE),
            "further attempts ordered to compensate approve"),
        Arguments.of(new ControlEvent.RestartRequested(STEP), "to restart from approve"),
        Arguments.of(new ControlEvent.RestartDropped(), "not to restart: everything is undone"),
        Arguments.of(new ControlEvent.Restarted(STEP, List.of(STEP)), "restarted from approve"),
        Arguments.of(new ControlEvent.Migrated(4), "moved to version 4"));
  }

  @ParameterizedTest
  @MethodSource({"texts", "steering"})
  void shouldSayInAFewWordsWhatHappened(SagaEvent event, String text) {
    assertThat(event.accept(new EventText())).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource
  void shouldNameWhoAndWhyWhenAnOperationWasApplied(OperationKind kind) {
    SagaEvent event = new ControlEvent.OperationApplied("op-1", kind, "ann", "typo");

    assertThat(event.accept(new EventText())).endsWith(" by ann: typo").doesNotContain("_");
  }

  @Test
  void shouldNameTheStepWhenItMadeTheSagaTurnBack() {
    UnwindReason failed = new UnwindReason(Optional.of(STEP), "NOT_APPROVED", "no");

    assertThat(new ControlEvent.StopRequested(failed).accept(new EventText()))
        .isEqualTo("turning back because of approve: NOT_APPROVED");
  }
}
