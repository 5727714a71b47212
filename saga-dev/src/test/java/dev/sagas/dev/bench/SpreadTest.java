package dev.sagas.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void shouldGiveTheMiddleValueWhenThereIsOne() {
    assertThat(Spread.of(DoubleStream.of(5, 1, 3))).isEqualTo(new Spread(3, 1, 5));
  }

  @Test
  void shouldGiveTheMeanOfTheMiddleTwoWhenTheNumberIsEven() {
    assertThat(Spread.of(DoubleStream.of(8, 1, 3, 4))).isEqualTo(new Spread(3.5, 1, 8));
  }

  @Test
  void shouldWriteTheMedianAndTheEndsWhenShown() {
    assertThat(new Spread(4149.4, 3629, 4552).text(0)).isEqualTo("4149 [3629..4552]");
    assertThat(new Spread(0.25, 0.125, 1).text(2)).isEqualTo("0.25 [0.13..1.00]");
  }

  @Test
  void shouldRefuseWhenThereIsNoValue() {
    assertThatThrownBy(() -> Spread.of(DoubleStream.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one window");
  }
}
