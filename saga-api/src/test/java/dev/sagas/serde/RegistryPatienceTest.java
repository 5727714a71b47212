package dev.sagas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RegistryPatienceTest {
  private final AtomicInteger tries = new AtomicInteger();

  /** Does not answer that often. */
  private int ask(int failures) {
    if (tries.incrementAndGet() <= failures) {
      throw new RegistryUnavailableException("not yet");
    }
    return tries.get();
  }

  @Test
  void shouldAskAgainWhenTheRegistryDoesNotAnswer() {
    assertThat(new RegistryPatience(Duration.ofSeconds(30)).of(() -> ask(2))).isEqualTo(3);
  }

  @Test
  void shouldGiveUpWhenTheTimeIsUsedUp() {
    assertThatThrownBy(() -> new RegistryPatience(Duration.ZERO).of(() -> ask(1)))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessage("not yet");
    assertThat(tries).hasValue(1);
  }

  @Test
  void shouldGiveUpAndStayInterruptedWhenInterrupted() {
    // given
    Thread.currentThread().interrupt();

    // when
    assertThatThrownBy(() -> new RegistryPatience(Duration.ofHours(1)).of(() -> ask(1)))
        .isInstanceOf(RegistryUnavailableException.class);

    // then
    assertThat(Thread.interrupted()).isTrue();
    assertThat(tries).hasValue(1);
  }

  @Test
  void shouldNotAskAgainWhenItIsAnotherFault() {
    assertThatThrownBy(
            () ->
                new RegistryPatience(Duration.ofHours(1))
                    .of(
                        () -> {
                          tries.incrementAndGet();
                          throw new IllegalStateException("a bug");
                        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tries).hasValue(1);
  }
}
