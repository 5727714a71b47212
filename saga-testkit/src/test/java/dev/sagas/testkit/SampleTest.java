package dev.sagas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A sample is everything, or a fair part of it that the seed decides. */
class SampleTest {
  private static Sample<Integer> sample(int capacity, int offered, long seed) {
    Sample<Integer> sample = new Sample<>(capacity, seed);
    IntStream.range(0, offered).forEach(sample::offer);
    return sample;
  }

  @Test
  void shouldKeepEverythingInOrderWhenThereIsRoom() {
    assertThat(sample(3, 3, 1).list()).containsExactly(0, 1, 2);
    assertThat(sample(3, 3, 1).leftOut()).isZero();
  }

  @Test
  void shouldKeepAFairPartWhenThereIsTooMuch() {
    // when
    List<Integer> kept = sample(1_000, 10_000, 1).list();

    // then
    assertThat(kept).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(sample(1_000, 10_000, 1).leftOut()).isEqualTo(9_000);
    assertThat(kept.stream().filter(number -> number < 5_000).count()).isBetween(400L, 600L);
    assertThat(sample(1_000, 10_000, 1).list()).isEqualTo(kept);
    assertThat(sample(1_000, 10_000, 2).list()).isNotEqualTo(kept);
  }

  @Test
  void shouldKeepNothingWhenThereIsNoRoom() {
    assertThat(sample(-1, 10, 1).list()).isEmpty();
  }
}
