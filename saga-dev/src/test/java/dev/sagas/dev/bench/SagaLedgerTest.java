package dev.sagas.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SagaLedgerTest {
  private static final long MS = 1_000_000;

  private final SagaLedger ledger = new SagaLedger();

  private static byte[] key(long number) {
    return SagaLedger.id(number).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void shouldCountFromTheIntendedStartWhenALoadFallsBehind() {
    // given: two sagas that are due 10 ms apart, the second of which was sent 500 ms late
    long first = ledger.start(1_000 * MS);
    long second = ledger.start(1_010 * MS);

    // when
    ledger.end(key(first), 1_005 * MS);
    ledger.end(key(second), 1_515 * MS);

    // then
    Histogram micros = ledger.takeLatencies();
    assertThat(micros.getTotalCount()).isEqualTo(2);
    assertThat(micros.getMinValue()).isBetween(4_990L, 5_010L);
    assertThat(micros.getMaxValue()).isBetween(504_000L, 506_000L);
  }

  @Test
  void shouldForgetLatenciesWhenTheyWereTaken() {
    // given
    ledger.end(key(ledger.start(0)), MS);

    // then
    assertThat(ledger.takeLatencies().getTotalCount()).isEqualTo(1);
    assertThat(ledger.takeLatencies().getTotalCount()).isZero();
  }

  @Test
  void shouldKnowHowManyAreUnderWayWhenSomeHaveEnded() {
    // given
    long first = ledger.start(MS);
    long unused = ledger.start(2 * MS);

    // when
    ledger.end(key(first), 3 * MS);

    // then
    assertThat(ledger.started()).isEqualTo(2);
    assertThat(ledger.ended()).isEqualTo(1);
    assertThat(ledger.underWay()).isEqualTo(1);
  }

  @Test
  void shouldRefuseASecondOutcomeWhenASagaHasOne() {
    // given
    long number = ledger.start(MS);
    ledger.end(key(number), 2 * MS);

    // then
    assertThatThrownBy(() -> ledger.end(key(number), 3 * MS))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("another of saga bench-0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bench-1", "bench-", "b", "order-0042", "bench-99999999999999999999"})
  void shouldRefuseAnOutcomeWhenItsSagaWasNotStarted(String id) {
    // given
    long unused = ledger.start(MS);

    // then
    assertThatThrownBy(() -> ledger.end(id.getBytes(StandardCharsets.UTF_8), 2 * MS))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining(id);
  }
}
