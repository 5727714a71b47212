package dev.sagas.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProgressGapsTest {
  private final ProgressGaps gaps = new ProgressGaps(2);

  @Test
  void shouldGiveTheLongestTimeOfOnePartition() {
    // given: the other one moves all the time
    for (long ms = 0; ms <= 10_000; ms += 100) {
      gaps.ended(1, ms);
    }
    gaps.ended(0, 900);
    gaps.ended(0, 1_000);
    gaps.ended(0, 5_500);
    gaps.ended(0, 5_600);
    gaps.ended(0, 9_999);

    // then
    assertThat(gaps.longestMs(2_000, 5_550)).isEqualTo(4_500);
    assertThat(gaps.longestMs(0, 10_000)).isEqualTo(4_500);
    assertThat(gaps.longestMs(5_550, 9_000)).isEqualTo(4_399);
  }

  @Test
  void shouldCountAPartitionThatDoesNotMoveAtAll() {
    // given
    gaps.ended(1, 100);

    // then
    assertThat(gaps.longestMs(0, 7_000)).isEqualTo(7_000);
    assertThat(gaps.haveAllMovedSince(50)).isFalse();
    assertThat(gaps.count()).isEqualTo(1);
  }

  @Test
  void shouldSayThatAllHaveMoved() {
    // given
    gaps.ended(0, 100);
    gaps.ended(1, 200);

    // then
    assertThat(gaps.haveAllMovedSince(99)).isTrue();
    assertThat(gaps.haveAllMovedSince(100)).isFalse();
  }

  @Test
  void shouldRefuseAnUnknownPartition() {
    // then
    assertThatThrownBy(() -> gaps.ended(2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1]");
  }
}
