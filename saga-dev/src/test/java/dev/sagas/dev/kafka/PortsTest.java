package dev.sagas.dev.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
  private static final int MANY = 2_000;

  /** The system gives a port that is free again to the next who asks, now and then. */
  @Test
  void shouldNotGiveAPortTwice() {
    assertThat(IntStream.range(0, MANY).map(i -> Ports.free()).boxed()).doesNotHaveDuplicates();
  }

  @Test
  void shouldNotGiveAPortThatABrokerHas() {
    // given
    int used = Ports.free();
    Ports.requireFree(used);

    // then
    assertThat(IntStream.range(0, MANY).map(i -> Ports.free()).boxed()).doesNotContain(used);
  }
}
