package dev.sagas.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static List<Target> targets(BenchProfile profile, Series... series) {
    BenchReport report =
        new BenchReport(
            profile,
            Map.of(),
            List.of(series),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());
    return Targets.of(report, "saga-orchestrator");
  }

  @Test
  void shouldLookAtTwoRatesWhenLatencyIsMeasured() {
    // when
    List<Target> targets =
        targets(
            BenchProfile.latency,
            Reports.series("50/s", 500),
            Reports.series("500/s", 5_000),
            Reports.series("2000/s", 20_000));

    // then: p50 is 12.5 ms and p99 90.25 ms in all of them
    assertThat(targets)
        .extracting(Target::measure)
        .containsExactly("50/s, p50 ms", "50/s, p99 ms", "500/s, p50 ms", "500/s, p99 ms");
    assertThat(targets).extracting(Target::isMet).containsExactly(false, false, true, false);
  }

  @Test
  void shouldCompareEachPairWhenSagasAreCompensated() {
    // when
    List<Target> targets =
        targets(
            BenchProfile.compensate,
            Reports.series("completed", 10_000),
            Reports.series("compensated", 7_000));

    // then
    assertThat(targets)
        .containsExactly(Target.atLeast("sagas/s, compensated / completed", 0.7, 0.65));
  }

  @Test
  void shouldCompareTheMostWithTheFewestWhenOthersWait() {
    // when
    List<Target> targets =
        targets(
            BenchProfile.live,
            Reports.series("10000 waiting", 10_000),
            Reports.series("100000 waiting", 9_500),
            Reports.series("1000000 waiting", 8_000));

    // then
    assertThat(targets)
        .containsExactly(
            Target.atLeast("sagas/s, 1000000 waiting / 10000 waiting", 0.8, 0.9),
            Target.atMost("orchestrator's resident MB, 1000000 waiting", 400, 1_500));
  }

  @Test
  void shouldLookAtTheMedianWindowWhenTheProcessesAreFresh() {
    assertThat(targets(BenchProfile.cold, Reports.series("first minute", 1_000, 30_000, 21_000)))
        .containsExactly(Target.atLeast("sagas/s, median of the first minute", 2_100, 2_000));
  }
}
