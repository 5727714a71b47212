package dev.sagas.orchestrator.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import dev.sagas.serde.RegistryUnavailableException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageFilterTest {
  private static final String STREAMS = "org.apache.kafka.streams.processor.internals.StreamThread";

  @Test
  void shouldDropTheStackThatKafkaStreamsLogsOfAnOutage() {
    assertThat(decide(STREAMS, outage())).isEqualTo(FilterReply.DENY);
  }

  @Test
  void shouldKeepEverythingElse() {
    assertThat(decide(STREAMS, new StreamsException("a bug"))).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(STREAMS, null)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide("dev.sagas.orchestrator.streams.SagaEngine", outage()))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void shouldBeInTheLoggingOfTheCommand() throws Exception {
    try (InputStream file =
        OutageFilter.class.getResourceAsStream("/dev/sagas/orchestrator/logback.xml")) {
      assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8))
          .contains("<filter class=\"" + OutageFilter.class.getName() + "\"/>")
          .contains("<charset>UTF-8</charset>");
    }
  }

  private static Throwable outage() {
    return new StreamsException(
        new IllegalStateException(new RegistryUnavailableException("no answer of r:1")));
  }

  private static FilterReply decide(String logger, Throwable thrown) {
    Logger of = (Logger) LoggerFactory.getLogger(logger);
    return new OutageFilter()
        .decide(new LoggingEvent("", of, Level.ERROR, "failed", thrown, new Object[0]));
  }
}
