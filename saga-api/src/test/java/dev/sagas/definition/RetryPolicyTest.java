package dev.sagas.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R5: exponential, capped, bounded by attempts, and its jitter no matter of chance. */
class RetryPolicyTest {
  private static final RetryPolicy EXACT = RetryPolicy.exponential().withJitter(0);

  @Test
  void shouldHaveTheDocumentedDefaultsWhenNothingIsSaid() {
    assertThat(RetryPolicy.exponential())
        .isEqualTo(new RetryPolicy(10, Duration.ofMillis(200), 2.0, Duration.ofSeconds(60), 0.2));
    assertThat(RetryPolicy.never().allowsAttemptAfter(1)).isFalse();
  }

  @Test
  void shouldDoubleUpToTheCapWhenAttemptsGoOn() {
    assertThat(IntStream.rangeClosed(1, 12).mapToLong(attempt -> EXACT.backoffMs(attempt, 7)))
        .containsExactly(
            200L, 400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 25_600L, 51_200L, 60_000L, 60_000L,
            60_000L);
    assertThat(EXACT.backoffMs(10_000, 7)).isEqualTo(60_000);
  }

  @Test
  void shouldStayConstantWhenTheMultiplierIsOne() {
    RetryPolicy constant = EXACT.withMultiplier(1).withInitialBackoff(Duration.ofMillis(50));
    assertThat(constant.backoffMs(1, 0)).isEqualTo(50);
    assertThat(constant.backoffMs(9_999, 0)).isEqualTo(50);
  }

  @Test
  void shouldNotWaitWhenTheInitialBackoffIsZero() {
    RetryPolicy eager = RetryPolicy.exponential().withInitialBackoff(Duration.ZERO);
    assertThat(eager.backoffMs(1, 3)).isZero();
    assertThat(eager.withMultiplier(100).backoffMs(9_999, 3)).isZero();
  }

  @Test
  void shouldSpreadWithinItsFractionWhenSeedsDiffer() {
    // given
    RetryPolicy policy = RetryPolicy.exponential().withInitialBackoff(Duration.ofSeconds(10));

    // when
    long[] backoffs =
        LongStream.range(0, 1_000).map(seed -> policy.backoffMs(1, seed)).distinct().toArray();

    // then
    assertThat(backoffs).hasSizeGreaterThan(500);
    assertThat(LongStream.of(backoffs).min().orElseThrow()).isBetween(8_000L, 8_100L);
    assertThat(LongStream.of(backoffs).max().orElseThrow()).isBetween(9_900L, 10_000L);
  }

  @Test
  void shouldGiveTheSameBackoffWhenTheSeedIsTheSame() {
    // These numbers stand in journals: another generator would make replays differ.
    RetryPolicy policy = RetryPolicy.exponential().withInitialBackoff(Duration.ofSeconds(10));
    assertThat(LongStream.of(0, 1, -1, Long.MAX_VALUE).map(seed -> policy.backoffMs(1, seed)))
        .containsExactly(8233L, 8867L, 8212L, 9669L);
  }

  @Test
  void shouldAllowAsManyAttemptsAsItSaysWhenTheyFail() {
    RetryPolicy policy = RetryPolicy.exponential().withMaxAttempts(3);
    assertThat(policy.allowsAttemptAfter(1)).isTrue();
    assertThat(policy.allowsAttemptAfter(2)).isTrue();
    assertThat(policy.allowsAttemptAfter(3)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_001})
  void shouldRefuseWhenAttemptsAreOutOfBounds(int attempts) {
    assertThatThrownBy(() -> EXACT.withMaxAttempts(attempts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 10000 attempts");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, 100.1, Double.NaN, Double.POSITIVE_INFINITY})
  void shouldRefuseWhenTheMultiplierIsOutOfBounds(double multiplier) {
    assertThatThrownBy(() -> EXACT.withMultiplier(multiplier)).hasMessageContaining("multiplier");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void shouldRefuseWhenTheJitterIsOutOfBounds(double jitter) {
    assertThatThrownBy(() -> EXACT.withJitter(jitter)).hasMessageContaining("jitter");
  }

  @Test
  void shouldRefuseWhenABackoffIsOutOfBounds() {
    assertThatThrownBy(() -> EXACT.withInitialBackoff(Duration.ofMillis(-1)))
        .hasMessageContaining("initial back-off");
    assertThatThrownBy(() -> EXACT.withInitialBackoff(Duration.ofSeconds(61)))
        .hasMessageContaining("initial back-off");
    assertThatThrownBy(() -> EXACT.withMaxBackoff(Duration.ofDays(366)))
        .hasMessageContaining("maximum back-off");
    assertThatThrownBy(() -> EXACT.withMaxBackoff(Duration.ofSeconds(Long.MAX_VALUE)))
        .hasMessageContaining("maximum back-off");
    assertThat(EXACT.withMaxBackoff(Duration.ofDays(365)).backoffMs(1_000, 0))
        .isEqualTo(Duration.ofDays(365).toMillis());
  }
}
