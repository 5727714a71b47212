package dev.sagas.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PortRangeTest {
  @Test
  void shouldLeaveOutPortsThatAreUsed() throws IOException {
    // given
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    int first = PortRange.anywhere(new SplittableRandom(seed)).take();

    // when
    try (ServerSocket used = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
      PortRange range = PortRange.anywhere(new SplittableRandom(seed));

      // then
      assertThat(range.take()).isNotEqualTo(used.getLocalPort()).isBetween(12_000, 31_999);
    }
  }

  @Test
  void shouldGiveNoPortTwice() {
    // given
    PortRange range = PortRange.anywhere(new SplittableRandom(1));

    // then
    assertThat(range.take()).isNotEqualTo(range.take());
  }
}
