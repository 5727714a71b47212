package dev.sagas.comparison.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TripLoadTest {
  private final AtomicLong numbers = new AtomicLong();

  /** Ends each saga at once, in this way. */
  private record AtOnce(TripEnd end) implements ComparedEngine {
    @Override
    public String name() {
      return "at once";
    }

    @Override
    public Map<String, String> facts() {
      return Map.of();
    }

    @Override
    public List<MeasuredProcess> processes() {
      return List.of(MeasuredProcess.current("all"));
    }

    @Override
    public void start(TripOrder order, TripListener listener) {
      listener.ended(end);
    }

    @Override
    public void verify(Map<TripEnd, Long> ended) {
      // It stores nothing.
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }

  private TripLoad load(Pace pace, TripEnd end) {
    return new TripLoad(new AtOnce(end), pace, TripEnd.COMPLETED, numbers);
  }

  @Test
  void shouldCountEverySagaWhenALoadIsMeasured() throws Exception {
    // given
    TripLoad load = load(new Pace.Closed(4), TripEnd.COMPLETED);
    load.begin();

    // when
    SeriesResult result =
        new SeriesMeter(List.of(MeasuredProcess.current("all")), load)
            .measure("4 in flight", 2, Duration.ofMillis(200));

    // then
    assertThat(load.finish()).isEqualTo(Map.of(TripEnd.COMPLETED, numbers.get()));
    assertThat(result.sagasPerSecond().least()).isPositive();
    assertThat(result.cpuMicrosPerSagaBy()).containsOnlyKeys("all");
    assertThat(result.residentMb().get("all").median()).isPositive();
  }

  @Test
  void shouldKeepTheRateWhenTheLoopIsOpen() throws Exception {
    // given
    TripLoad load = load(new Pace.Open(1_000), TripEnd.COMPLETED);
    load.begin();

    // when
    SeriesResult result =
        new SeriesMeter(List.of(), load).measure("1000/s", 1, Duration.ofSeconds(1));

    // then: those that fell due in a pause are started as well
    load.finish();
    assertThat(result.sagasPerSecond().median()).isBetween(500.0, 1_500.0);
  }

  @Test
  void shouldFailWhenASagaEndsInAnotherWay() {
    // given
    TripLoad load = load(new Pace.Closed(1), TripEnd.COMPENSATED);
    load.begin();
    SeriesMeter meter = new SeriesMeter(List.of(), load);

    // then
    assertThatThrownBy(() -> meter.measure("1 in flight", 1, Duration.ofSeconds(1)))
        .isInstanceOf(ComparisonFailure.class)
        .hasMessageContaining("a saga ended as COMPENSATED instead of COMPLETED");
  }
}
