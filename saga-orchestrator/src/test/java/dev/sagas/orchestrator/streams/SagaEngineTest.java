package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.sagas.serde.CapturedLog;
import dev.sagas.serde.RegistryUnavailableException;
import java.util.List;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class SagaEngineTest {
  @Test
  void shouldSayInOneLineThatTheRegistryDoesNotAnswer() {
    // when
    List<ILoggingEvent> logged;
    try (CapturedLog log = CapturedLog.of(SagaEngine.class)) {
      assertThat(
              SagaEngine.replaceThread(
                  new StreamsException(new RegistryUnavailableException("no answer of r:1"))))
          .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
      logged = log.events();
    }

    // then
    assertThat(logged).singleElement().extracting(ILoggingEvent::getThrowableProxy).isNull();
    assertThat(logged.get(0).getFormattedMessage()).contains("no answer of r:1", "read again");
  }
}
