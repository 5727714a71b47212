package dev.sagas.index.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.States;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AttemptBoardTest {
  private static final StepName PAY = new StepName("pay");
  private static final SagaState ASKED = States.executing("o-1", 10);
  private static final SagaState WAITING = States.waiting("o-1", "order", 10);
  private static final long NOW_MS = WAITING.updatedAtMs();
  private static final AttemptedStep PAID = step("pay");

  private final AttemptBoard board = new AttemptBoard();

  private static AttemptedStep step(String name) {
    return new AttemptedStep(
        new DefinitionVersion(new SagaType("order"), 3), new StepName(name), false, "payments");
  }

  private void changed(SagaEvent event, boolean byInput) {
    changed(ASKED, List.of(event), byInput);
  }

  private void changed(SagaState before, List<SagaEvent> events, boolean byInput) {
    EndedAttempt.of(Optional.of(before), WAITING, events, byInput).forEach(board::add);
  }

  @Test
  void shouldCountHowAttemptsEnded() {
    // when
    changed(new SagaEvent.StepSucceeded(PAY, 1, Optional.empty()), true);
    changed(new SagaEvent.StepRejected(PAY, "NO_FUNDS", "none"), true);
    changed(new SagaEvent.AttemptFailed(PAY, Action.EXECUTE, 2, "TIMED_OUT", ""), false);

    // then: the one that timed out has no reply time
    assertThat(board.counts(NOW_MS))
        .isEqualTo(Map.of(PAID, new AttemptCounts(1, 1, 1, new TreeMap<>(Map.of(46L, 2L)))));
  }

  @Test
  void shouldCountAnAttemptOnceAndOnlyWhatWasInFlight() {
    // when
    changed(
        ASKED,
        List.of(
            new SagaEvent.AttemptFailed(PAY, Action.EXECUTE, 2, "TIMED_OUT", ""),
            new SagaEvent.StepRejected(PAY, "GAVE_UP", "")),
        false);
    changed(new SagaEvent.StepCompensated(PAY, true), true);
    changed(new SagaEvent.StepSucceeded(new StepName("other"), 1, Optional.empty()), true);
    changed(WAITING, List.of(new SagaEvent.StepSucceeded(PAY, 1, Optional.empty())), true);

    // then
    assertThat(board.counts(NOW_MS))
        .isEqualTo(Map.of(PAID, new AttemptCounts(0, 0, 1, new TreeMap<>())));
  }

  @Test
  void shouldForgetWhatIsOlderThanFiveMinutes() {
    // when
    changed(new SagaEvent.StepSucceeded(PAY, 1, Optional.empty()), true);

    // then
    long later = NOW_MS + (long) AttemptBoard.SPANS * AttemptBoard.SPAN_MS;
    assertThat(board.counts(later - AttemptBoard.SPAN_MS)).hasSize(1);
    assertThat(board.counts(later)).isEmpty();
  }

  @Test
  void shouldCountABoundedNumberOfSteps() {
    // when
    for (int i = 0; i < AttemptBoard.MAX_STEPS + 10; i++) {
      board.add(
          new EndedAttempt(step("step-" + i), AttemptResult.FAILED, OptionalLong.empty(), NOW_MS));
    }

    // then
    assertThat(board.counts(NOW_MS)).hasSize(AttemptBoard.MAX_STEPS);
  }

  @Test
  void shouldBoundReplyTimesClosely() {
    for (long ms : new long[] {0, 1, 2, 3, 7, 12, 99, 1_000, 1_024, 59_999, 3_600_000}) {
      assertThat(AttemptCounts.boundAt(AttemptCounts.placeOf(ms)))
          .as("%s ms", ms)
          .isGreaterThanOrEqualTo(ms)
          .isLessThanOrEqualTo(Math.round(ms * 1.2) + 1);
    }
  }

  @Test
  void shouldTellTheMedianFromTheSlowest() {
    // given
    SortedMap<Long, Long> times = new TreeMap<>(Map.of(12L, 97L, 100L, 1L, 4_000L, 2L));
    AttemptCounts counts = new AttemptCounts(100, 0, 0, times);

    // then
    assertThat(counts.percentileMs(50)).hasValue(12);
    assertThat(counts.percentileMs(98)).hasValue(100);
    assertThat(counts.percentileMs(99)).hasValue(4_000);
    assertThat(AttemptCounts.NONE.percentileMs(50)).isEmpty();
  }
}
