package dev.sagas.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomePausesTest {
  private static OutcomePauses.Event start(long atMs, int partition) {
    return new OutcomePauses.Event(atMs, partition, true);
  }

  private static OutcomePauses.Event end(long atMs, int partition) {
    return new OutcomePauses.Event(atMs, partition, false);
  }

  @Test
  void shouldFindTheLongestTimeWithoutAnOutcome() {
    // given
    OutcomePauses pauses =
        new OutcomePauses(
            List.of(start(0, 0), start(10, 0), end(20, 0), start(30, 0), end(90, 0), end(95, 0)),
            1_000);

    // then
    assertThat(pauses.longestMs()).isEqualTo(70);
  }

  @Test
  void shouldNotCountTheTimeInWhichNoSagaIsInFlight() {
    // given
    OutcomePauses pauses =
        new OutcomePauses(List.of(start(0, 0), end(20, 0), start(500, 0), end(530, 0)), 1_000);

    // then
    assertThat(pauses.longestMs()).isEqualTo(30);
  }

  @Test
  void shouldCountUpToNowWhenSagasAreInFlight() {
    // then
    assertThat(new OutcomePauses(List.of(start(0, 0)), 400).longestMs()).isEqualTo(400);
  }

  @Test
  void shouldCountAPauseInFullWhenItOverlapsTheWindow() {
    // given
    OutcomePauses pauses =
        new OutcomePauses(
            List.of(start(0, 0), start(0, 0), start(0, 0), end(50, 0), end(200, 0), end(210, 0)),
            300);

    // then
    assertThat(pauses.longestMs(100, 120)).isEqualTo(150);
    assertThat(pauses.longestMs(201, 300)).isEqualTo(10);
    assertThat(pauses.longestMs(250, 300)).isZero();
  }

  @Test
  void shouldSeeThePauseOfOnePartitionWhileOthersContinue() {
    // given
    OutcomePauses pauses =
        new OutcomePauses(
            List.of(start(0, 0), start(0, 1), start(0, 1), end(50, 1), end(90, 1), end(120, 0)),
            120);

    // then
    assertThat(pauses.longestMs()).isEqualTo(50);
    assertThat(pauses.longestOfPartitionMs(0, 120)).isEqualTo(120);
  }

  @Test
  void shouldBeZeroWithoutSagas() {
    // then
    assertThat(new OutcomePauses(List.of(), 100).longestMs()).isZero();
    assertThat(new OutcomePauses(List.of(), 100).longestOfPartitionMs(0, 100)).isZero();
  }
}
