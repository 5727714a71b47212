package dev.sagas.chaos.net;

import static dev.sagas.chaos.net.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When bytes are forwarded, by a clock of the test. */
class LinkPipeTest {
  private static final long MS = 1_000_000;
  private static final long NOTHING_BY_TIME = Long.MAX_VALUE;
  private static final LinkFlow FREE = LinkFlow.free();

  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private final SocketPair incoming = pair();
  private final SocketPair outgoing = pair();
  private final LinkPipe pipe = new LinkPipe(incoming.far(), outgoing.near(), 0);

  private static SocketPair pair() {
    try {
      return SocketPair.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() throws IOException {
    incoming.close();
    outgoing.close();
  }

  @Test
  void shouldForwardAtOnceWhenFree() throws IOException {
    read(100, FREE, 0);

    assertThat(pipe.forward(FREE, 0)).isEqualTo(NOTHING_BY_TIME);
    assertArrived(100);
  }

  @Test
  void shouldForwardAfterTheDelayOfEachByte() throws IOException {
    LinkFlow delayed = LinkFlow.delayed(400);
    read(100, delayed, 0);
    read(50, delayed, 300 * MS);

    assertThat(pipe.forward(delayed, 399 * MS)).isEqualTo(MS);
    assertThat(pipe.forward(delayed, 400 * MS)).isEqualTo(300 * MS);
    assertArrived(100);
    assertThat(pipe.forward(delayed, 700 * MS)).isEqualTo(NOTHING_BY_TIME);
    assertArrived(50);
  }

  @Test
  void shouldForwardWhatWaitsWhenTheDelayEnds() throws IOException {
    read(100, LinkFlow.delayed(400), 0);

    assertThat(pipe.forward(FREE, MS)).isEqualTo(NOTHING_BY_TIME);
    assertArrived(100);
  }

  @Test
  void shouldTakeAsLongAsTheRateSays() throws IOException {
    LinkFlow slow = LinkFlow.slow(20_000);
    read(10_000, slow, 0);

    long nowNanos = 0;
    long untilNanos = pipe.forward(slow, nowNanos);
    while (untilNanos != NOTHING_BY_TIME) {
      nowNanos += untilNanos;
      untilNanos = pipe.forward(slow, nowNanos);
    }

    assertArrived(10_000);
    assertThat(nowNanos).isEqualTo(450 * MS);
  }

  @Test
  void shouldForwardNothingWhileHeldAndTheSameBytesAfterwards() throws IOException {
    read(100, FREE, 0);
    LinkFlow held = LinkFlow.held();

    assertThat(pipe.wantsToRead(held)).isFalse();
    assertThat(pipe.forward(held, 0)).isEqualTo(NOTHING_BY_TIME);
    assertThat(outgoing.far().read(buffer.clear())).isZero();
    pipe.forward(FREE, MS);
    assertArrived(100);
  }

  @Test
  void shouldReadAndLoseWhenDiscarded() throws IOException {
    LinkFlow discarded = LinkFlow.discarded();
    read(100, discarded, 0);

    pipe.forward(discarded, 0);
    pipe.forward(FREE, 0);

    assertThat(outgoing.far().read(buffer.clear())).isZero();
    assertThat(pipe.wantsToRead(discarded)).isTrue();
  }

  @Test
  void shouldStopReadingWhenMuchWaits() throws IOException {
    LinkFlow delayed = LinkFlow.delayed(1);
    int chunks = 0;
    while (pipe.wantsToRead(delayed)) {
      read(1_000, delayed, 0);
      chunks++;
    }

    assertThat(chunks).isEqualTo(256 * 1024 / 1_064 + 1);
    pipe.forward(delayed, MS);
    assertThat(pipe.wantsToRead(delayed)).isTrue();
  }

  @Test
  void shouldForwardTheEndAfterAllBytes() throws IOException {
    LinkFlow delayed = LinkFlow.delayed(10);
    read(100, delayed, 0);
    incoming.near().shutdownOutput();
    await()
        .until(
            () -> {
              pipe.read(delayed, buffer, 0);
              return !pipe.wantsToRead(delayed);
            });

    pipe.forward(delayed, 0);
    assertThat(pipe.isDone()).isFalse();
    pipe.forward(delayed, 10 * MS);

    assertThat(pipe.isDone()).isTrue();
    assertArrived(100);
    await().until(() -> outgoing.far().read(buffer.clear()) < 0);
  }

  /** Sends bytes to the pipe and has it read all of them. */
  private void read(int count, LinkFlow flow, long nowNanos) throws IOException {
    incoming.near().write(ByteBuffer.allocate(count));
    int[] left = {count};
    await()
        .until(
            () -> {
              left[0] -= pipe.read(flow, buffer, nowNanos);
              return left[0] == 0;
            });
  }

  private void assertArrived(int count) {
    ByteBuffer arrived = ByteBuffer.allocate(count + 1);
    await()
        .untilAsserted(
            () -> {
              outgoing.far().read(arrived);
              assertThat(arrived.position()).isEqualTo(count);
            });
  }
}
