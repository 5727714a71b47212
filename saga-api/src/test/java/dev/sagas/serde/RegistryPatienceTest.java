package dev.sagas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  void shouldLogOneLineATryWhenTheRegistryDoesNotAnswer() {
    // given
    RegistryClient client =
        RegistryClient.connect(
            Map.of("schema.registry.url", "http://127.0.0.1:1", "max.retries", 0));

    // when
    List<ILoggingEvent> logged;
    try (CapturedLog log = CapturedLog.of(RegistryPatience.class)) {
      new RegistryPatience(Duration.ofSeconds(30))
          .run(
              () -> {
                if (tries.incrementAndGet() <= 2) {
                  client.schemaById(7);
                }
              });
      logged = log.events();
    }

    // then
    assertThat(logged)
        .hasSize(2)
        .allSatisfy(
            event -> {
              assertThat(event.getFormattedMessage())
                  .contains("http://127.0.0.1:1", "nothing listens there", "trying again in")
                  .doesNotContain("\n");
              assertThat(event.getThrowableProxy()).isNull();
            });
  }

  @Test
  void shouldLogTheStackOfWhatIsNoOutageOnly() {
    // given
    RegistryUnavailableException outage = new RegistryUnavailableException("no answer of r:1");
    Logger logger = LoggerFactory.getLogger(CodecOutages.class);

    // when
    List<ILoggingEvent> logged;
    try (CapturedLog log = CapturedLog.of(CodecOutages.class)) {
      CodecOutages.warn(logger, "Later", new IllegalStateException(outage));
      CodecOutages.warn(logger, "Later", new IllegalStateException("a bug"));
      logged = log.events();
    }

    // then
    assertThat(logged)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("Later: no answer of r:1", "Later");
    assertThat(logged.get(0).getThrowableProxy()).isNull();
    assertThat(logged.get(1).getThrowableProxy()).isNotNull();
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
