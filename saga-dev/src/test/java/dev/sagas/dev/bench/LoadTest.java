package dev.sagas.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LoadTest {
  @Test
  void shouldKeepTheDistancesOfAnOpenLoadWhenAStartIsSlow() throws InterruptedException {
    // given
    Load load = new Load.Open(1_000);
    List<Long> intended = new ArrayList<>();

    // when: the first start takes longer than the next twenty are apart
    load.run(
        nanos -> {
          if (intended.isEmpty()) {
            LockSupport.parkNanos(20_000_000);
          }
          intended.add(nanos);
          if (intended.size() == 50) {
            load.stop();
          }
        });

    // then
    assertThat(intended).hasSizeGreaterThanOrEqualTo(50);
    for (int i = 1; i < intended.size(); i++) {
      assertThat(intended.get(i) - intended.get(i - 1)).isEqualTo(1_000_000);
    }
  }

  @Test
  void shouldStartAnotherSagaOfAClosedLoadWhenOneHasEnded() throws InterruptedException {
    // given
    Load load = new Load.Closed(3);
    AtomicInteger started = new AtomicInteger();
    CountDownLatch stopped = new CountDownLatch(1);
    try (Traffic traffic = new Traffic()) {
      traffic.start(
          "load",
          () -> {
            load.run(nanos -> started.incrementAndGet());
            stopped.countDown();
          });
      await().until(() -> started.get() == 3);

      // when
      load.ended(2);

      // then
      await().until(() -> started.get() == 5);
      load.stop();
      stopped.await();
      assertThat(started.get()).isEqualTo(5);
    }
  }
}
