package dev.sagas.operate.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.engine.deployment.DeploymentException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefreshedValueTest {
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final Deque<Runnable> background = new ArrayDeque<>();
  private final RefreshedValue<Integer> value =
      new RefreshedValue<>(
          this::read,
          new RefreshedValue.Ages(Duration.ofSeconds(5), Duration.ofSeconds(60)),
          background::add,
          nanos::get);

  private boolean gone;

  private int read() {
    if (gone) {
      throw new DeploymentException("gone");
    }
    return reads.incrementAndGet();
  }

  private void after(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void shouldReadOnceWhileItIsFresh() {
    assertThat(value.get()).isEqualTo(1);
    after(Duration.ofSeconds(5));
    assertThat(value.get()).isEqualTo(1);
    assertThat(background).isEmpty();
  }

  @Test
  void shouldShowTheOldValueWhileItIsReadAgain() {
    // given
    assertThat(value.get()).isEqualTo(1);
    after(Duration.ofSeconds(6));

    // when
    int stale = value.get();
    int again = value.get();

    // then: it is read once
    assertThat(stale).isEqualTo(1);
    assertThat(again).isEqualTo(1);
    assertThat(background).hasSize(1);
    background.remove().run();
    assertThat(value.get()).isEqualTo(2);
    assertThat(background).isEmpty();
  }

  @Test
  void shouldWaitForANewValueWhenTheOldOneIsTooOld() {
    assertThat(value.get()).isEqualTo(1);
    after(Duration.ofSeconds(61));
    assertThat(value.get()).isEqualTo(2);
    assertThat(background).isEmpty();
  }

  @Test
  void shouldShowTheOldValueWhileItCannotBeReadAgain() {
    // given
    assertThat(value.get()).isEqualTo(1);
    after(Duration.ofSeconds(6));
    gone = true;

    // when: it fails in the background, and is tried again
    assertThat(value.get()).isEqualTo(1);
    background.remove().run();
    int still = value.get();

    // then: but it is not shown for ever
    assertThat(still).isEqualTo(1);
    assertThat(background).hasSize(1);
    after(Duration.ofSeconds(60));
    assertThatThrownBy(value::get).isInstanceOf(DeploymentException.class);
  }

  @Test
  void shouldThrowWhatTheSourceThrew() {
    gone = true;
    assertThatThrownBy(value::get).isInstanceOf(DeploymentException.class);
  }
}
