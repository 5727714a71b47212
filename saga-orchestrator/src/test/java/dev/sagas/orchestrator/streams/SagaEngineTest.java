package dev.sagas.orchestrator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.sagas.serde.CapturedLog;
import dev.sagas.serde.RegistryUnavailableException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class SagaEngineTest {
  private final AtomicReference<StreamThreadExceptionResponse> response = new AtomicReference<>();
  private final AtomicBoolean printed = new AtomicBoolean();
  private final AtomicBoolean halted = new AtomicBoolean();

  @Test
  void shouldSayInOneLineThatTheRegistryDoesNotAnswer() throws InterruptedException {
    // when: a stream thread ends by what it gave to the handler
    List<ILoggingEvent> logged;
    try (CapturedLog log = CapturedLog.of(SagaEngine.class)) {
      Thread thread = new Thread(this::failForTheRegistry);
      thread.setUncaughtExceptionHandler((ended, failure) -> printed.set(true));
      thread.start();
      thread.join();
      logged = log.events();
    }

    // then
    assertThat(response).hasValue(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(printed).isFalse();
    assertThat(halted).isFalse();
    assertThat(logged).singleElement().extracting(ILoggingEvent::getThrowableProxy).isNull();
    assertThat(logged.get(0).getFormattedMessage()).contains("no answer of r:1", "read again");
  }

  @Test
  void shouldEndTheProcessWhenThereIsNoMemory() throws InterruptedException {
    Thread thread =
        new Thread(() -> SagaEngine.respond(new OutOfMemoryError(), () -> halted.set(true)));
    thread.start();
    thread.join();
    assertThat(halted).isTrue();
  }

  @Test
  void shouldEndTheEngineWhenAnotherInstanceHasItsName() throws InterruptedException {
    Thread thread =
        new Thread(
            () ->
                response.set(
                    SagaEngine.respond(
                        new FencedInstanceIdException("node-1"), () -> halted.set(true))));
    thread.start();
    thread.join();
    assertThat(response).hasValue(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(halted).isFalse();
  }

  private void failForTheRegistry() {
    StreamsException failure =
        new StreamsException(new RegistryUnavailableException("no answer of r:1"));
    response.set(SagaEngine.respond(failure, () -> halted.set(true)));
    throw failure;
  }
}
