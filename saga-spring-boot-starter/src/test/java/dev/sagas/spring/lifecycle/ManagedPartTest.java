package dev.sagas.spring.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManagedPartTest {
  private final AtomicInteger starts = new AtomicInteger();
  private final CountDownLatch broken = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ManagedPart part = new ManagedPart("participant cars", this::started);
  private final AtomicInteger failuresLeft = new AtomicInteger();

  @AfterEach
  void stop() {
    part.stop();
  }

  private RunningPart started() {
    starts.incrementAndGet();
    if (failuresLeft.getAndDecrement() > 0) {
      throw new IllegalStateException("The registry is away", new RuntimeException("refused"));
    }
    return new RunningPart() {
      private final boolean breaks = broken.getCount() > 0 && starts.get() == 1;

      @Override
      public void await() throws InterruptedException {
        if (breaks) {
          broken.await();
          throw new IllegalStateException("fenced");
        }
        closed.await();
      }

      @Override
      public void close() {
        (breaks ? broken : closed).countDown();
      }
    };
  }

  private PartState.Phase phase() {
    return part.state().phase();
  }

  @Test
  void shouldSayWhyAndTryAgainUntilItStarts() {
    // given
    failuresLeft.set(2);
    assertThat(phase()).isEqualTo(PartState.Phase.STOPPED);

    // when
    part.start();

    // then
    await().until(() -> part.state().reason().equals("The registry is away: refused"));
    await().until(() -> phase() == PartState.Phase.RUNNING);
    assertThat(starts).hasValue(3);
  }

  @Test
  void shouldStartItAgainWhenItCannotContinue() {
    // given
    part.start();
    await().until(() -> phase() == PartState.Phase.RUNNING);

    // when
    broken.countDown();

    // then
    await().until(() -> part.state().reason().contains("fenced"));
    await().until(() -> starts.get() == 2 && phase() == PartState.Phase.RUNNING);
  }

  @Test
  void shouldCloseItWhenItIsStopped() {
    // given
    part.start();
    await().until(() -> phase() == PartState.Phase.RUNNING);

    // when
    part.stop();

    // then
    assertThat(broken.getCount()).isZero();
    assertThat(phase()).isEqualTo(PartState.Phase.STOPPED);
  }

  @Test
  void shouldEndItsStartWhenItIsStopped() {
    // given
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    ManagedPart slow =
        new ManagedPart(
            "slow",
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              throw new IllegalStateException("interrupted");
            });
    slow.start();
    await().until(() -> begun.getCount() == 0);

    // when
    slow.stop();

    // then
    assertThat(interrupted.getCount()).isZero();
  }
}
