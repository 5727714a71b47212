package dev.sagas.operate.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times with their offset, durations with three significant figures. */
class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "-5, 0 ms",
    "0, 0 ms",
    "412, 412 ms",
    "1000, 1.00 s",
    "12345, 12.3 s",
    "9996, 10.0 s",
    "59960, 60.0 s",
    "60000, 1.00 min",
    "250000, 4.17 min",
    "3600000, 1.00 h",
    "130320000, 36.2 h",
    "172800000, 2.00 d",
    "86400000000, 1000 d"
  })
  void shouldWriteADurationWithThreeFigures(long ms, String expected) {
    assertThat(TimeText.duration(ms)).isEqualTo(expected);
  }

  @Test
  void shouldWriteAnInstantInItsZoneWithTheOffset() {
    long winter = 1_700_000_000_000L;

    assertThat(new TimeText(ZoneId.of("Europe/Berlin")).at(winter))
        .isEqualTo("2023-11-14 23:13:20+01:00");
    assertThat(new TimeText(ZoneOffset.UTC).at(winter)).isEqualTo("2023-11-14 22:13:20+00:00");
  }
}
