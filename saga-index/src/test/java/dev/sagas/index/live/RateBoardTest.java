package dev.sagas.index.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateBoardTest {
  private static final long NOW_MS = 1_700_000_004_000L;
  private static final long SPAN_MS = RateBoard.SPAN_MS;

  private final RateBoard rates = new RateBoard();

  @Test
  void shouldCountEachSpanOfTheLastHour() {
    // when
    rates.started(NOW_MS);
    rates.started(NOW_MS - SPAN_MS);
    rates.ended(SagaStatus.COMPLETED, NOW_MS);
    rates.ended(SagaStatus.COMPENSATED, NOW_MS);
    rates.ended(SagaStatus.ENDED_BY_OPERATOR, NOW_MS);
    rates.ended(SagaStatus.RUNNING, NOW_MS);
    List<RateBoard.Point> points = rates.points(NOW_MS);

    // then
    assertThat(points).hasSize(RateBoard.SPANS);
    assertThat(points.get(RateBoard.SPANS - 1))
        .isEqualTo(new RateBoard.Point(1_700_000_000_000L, 1, 1, 1, 1));
    assertThat(points.get(RateBoard.SPANS - 2).started()).isEqualTo(1);
    assertThat(points.get(0)).isEqualTo(new RateBoard.Point(points.get(0).fromMs(), 0, 0, 0, 0));
  }

  @Test
  void shouldForgetWhatIsOlderThanAnHour() {
    // given
    rates.started(NOW_MS);
    rates.turnedBack("CARD_DECLINED", NOW_MS);

    // when
    long laterMs = NOW_MS + RateBoard.SPANS * SPAN_MS;
    rates.started(laterMs);

    // then
    assertThat(rates.points(laterMs).stream().mapToLong(RateBoard.Point::started).sum())
        .isEqualTo(1);
    assertThat(rates.causes(laterMs)).isEmpty();
  }

  @Test
  void shouldCountWhySagasTurnedBackWithinABound() {
    // when
    for (int i = 0; i < 150; i++) {
      rates.turnedBack("CODE_" + i, NOW_MS);
    }
    rates.turnedBack("CODE_1", NOW_MS);

    // then
    Map<String, Long> causes = rates.causes(NOW_MS);
    assertThat(causes).hasSize(101).containsEntry("CODE_1", 2L).containsEntry("other", 50L);
  }
}
