package dev.sagas.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sagas.chaos.soak.SlopeVerdict.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Planted leaks are found, and what comes and goes is none. */
class GrowthRuleTest {
  private static final long INTERVAL_MS = 5_000;
  private static final long WARM_UP_MS = 120_000;
  private static final double NOISE = 30;
  private static final double HOUR = 3_600_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldFindALeakBelowNoise(long seed) {
    // given: 240 MB an hour
    List<ResourcePoint> life = life(30, noisy(seed, ms -> 300 + 240 * ms / HOUR));

    // when
    SlopeVerdict verdict = memory(List.of(life));

    // then
    assertThat(verdict.result()).isEqualTo(Result.GROWS);
    assertThat(verdict.perHour()).isCloseTo(240, within(30.0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldFindNothingWhenThereIsOnlyNoise(long seed) {
    // then
    assertThat(memory(List.of(life(30, noisy(seed, ms -> 300)))).result()).isEqualTo(Result.FLAT);
  }

  @Test
  void shouldFindALeakBehindGarbageCollections() {
    // given: what is left after each collection is more
    List<ResourcePoint> life = life(30, ms -> 200 + 200 * ms / HOUR + 80 * (ms % 90_000) / 90_000);

    // then
    assertThat(memory(List.of(life)).result()).isEqualTo(Result.GROWS);
  }

  @Test
  void shouldAcceptGarbageCollectionsAndPeaks() {
    // given
    List<ResourcePoint> life =
        life(30, ms -> 200 + 80 * (ms % 90_000) / 90_000 + (ms % 400_000 == 0 ? 500 : 0));

    // then
    assertThat(memory(List.of(life)).result()).isEqualTo(Result.FLAT);
  }

  @Test
  void shouldAcceptGrowthInWarmUp() {
    // given
    List<ResourcePoint> life = life(30, ms -> 100 + Math.min(ms, WARM_UP_MS) / 300.0);

    // then
    assertThat(memory(List.of(life)).result()).isEqualTo(Result.FLAT);
  }

  @Test
  void shouldFindALeakThatRestartsHide() {
    // given: each life begins at the same level
    DoubleUnaryOperator leaking = ms -> 200 + 500 * ms / HOUR;
    List<List<ResourcePoint>> lives =
        List.of(life(10, leaking), life(12, leaking), life(10, leaking));

    // when
    SlopeVerdict verdict = memory(lives);

    // then
    assertThat(verdict.result()).isEqualTo(Result.GROWS);
    assertThat(verdict.perHour()).isCloseTo(500, within(1.0));
  }

  @Test
  void shouldFindDescriptorsThatAreNotClosed() {
    // given: one a minute
    List<ResourcePoint> life = life(60, ms -> 150 + Math.floor(ms / 60_000));

    // then
    assertThat(rule().verdict("broker-1", ResourceKind.DESCRIPTORS, List.of(life), false).result())
        .isEqualTo(Result.GROWS);
  }

  @Test
  void shouldFindASmallerLeakInALongerRun() {
    // given
    DoubleUnaryOperator leaking = ms -> 300 + 20 * ms / HOUR;

    // then
    assertThat(memory(List.of(life(60, leaking))).result()).isEqualTo(Result.FLAT);
    assertThat(memory(List.of(life(300, leaking))).result()).isEqualTo(Result.GROWS);
  }

  @Test
  void shouldTolerateMoreWhenAskedTo() {
    // given: 120 MB
    List<List<ResourcePoint>> lives = List.of(life(32, ms -> 300 + 240 * ms / HOUR));

    // then
    assertThat(memory(lives).result()).isEqualTo(Result.GROWS);
    assertThat(new GrowthRule(WARM_UP_MS, 4).verdict("x", ResourceKind.MEMORY, lives, false))
        .satisfies(
            verdict -> {
              assertThat(verdict.result()).isEqualTo(Result.FLAT);
              assertThat(verdict.tolerated()).isEqualTo(160);
            });
  }

  @Test
  void shouldSayThatALifeWasTooShort() {
    // then
    assertThat(memory(List.of(life(2, ms -> ms), life(1, ms -> ms))).result())
        .isEqualTo(Result.TOO_SHORT);
    assertThat(memory(List.of()).result()).isEqualTo(Result.TOO_SHORT);
  }

  @Test
  void shouldGiveTheSlopeOfWhatGrowsByDesign() {
    // when
    SlopeVerdict verdict =
        rule()
            .verdict(
                "broker-1", ResourceKind.DISK, List.of(life(30, ms -> 1_000 * ms / HOUR)), true);

    // then
    assertThat(verdict.result()).isEqualTo(Result.BY_DESIGN);
    assertThat(verdict.perHour()).isCloseTo(1_000, within(1.0));
  }

  private static SlopeVerdict memory(List<List<ResourcePoint>> lives) {
    return rule().verdict("orchestrator-1", ResourceKind.MEMORY, lives, false);
  }

  private static GrowthRule rule() {
    return new GrowthRule(WARM_UP_MS, 1);
  }

  private static List<ResourcePoint> life(int minutes, DoubleUnaryOperator value) {
    List<ResourcePoint> points = new ArrayList<>();
    for (long ms = 0; ms <= minutes * 60_000L; ms += INTERVAL_MS) {
      points.add(new ResourcePoint(ms, value.applyAsDouble((double) ms)));
    }
    return points;
  }

  private static DoubleUnaryOperator noisy(long seed, DoubleUnaryOperator value) {
    SplittableRandom random = new SplittableRandom(seed);
    return ms -> value.applyAsDouble(ms) + (random.nextDouble() - 0.5) * 2 * NOISE;
  }
}
