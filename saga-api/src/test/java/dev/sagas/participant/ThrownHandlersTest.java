package dev.sagas.participant;

import static dev.sagas.participant.Commands.header;
import static dev.sagas.participant.Commands.headers;
import static dev.sagas.participant.HandlerBench.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.schema.StepFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What the log and the saga say of an exception that a handler throws. */
@Timeout(30)
class ThrownHandlersTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(HandlerAttempt.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(
            new IllegalStateException("no price for sku-7"),
            "java.lang.IllegalStateException: no price for sku-7"),
        Arguments.of(new StackOverflowError(), "java.lang.StackOverflowError"),
        Arguments.of(
            new CompletionException("not quoted", new IOException(new ConnectException("refused"))),
            "java.util.concurrent.CompletionException: not quoted;"
                + " caused by java.net.ConnectException: refused"),
        Arguments.of(
            new IllegalStateException(new ConnectException("refused")),
            "java.lang.IllegalStateException: java.net.ConnectException: refused"),
        Arguments.of(
            new SQLException("Key (email)=(ada@example.org) already exists", "23505"),
            "java.sql.SQLException (SQLState 23505)"),
        Arguments.of(
            new IllegalStateException("PreparedStatementCallback", new SQLException("ada")),
            "java.lang.IllegalStateException (SQLState none)"),
        Arguments.of(new Unreadable(), Unreadable.class.getName()));
  }

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void shouldShowTheSagaClassAndMessageButNoRowsOfADatabase(Throwable thrown, String expected) {
    // given
    try (HandlerBench bench = new HandlerBench(new NoFence(), throwing(thrown))) {
      // when
      ProducerRecord<byte[], byte[]> reply = bench.answer(headers());

      // then
      assertThat(outcome(reply)).isEqualTo("failed HANDLER_THREW");
      assertThat(header(reply, SagaHeaders.ERROR_MESSAGE)).isEqualTo(expected);
      assertThat(bench.failure(reply).getMessage()).isEqualTo(expected);
      assertThat(bench.sent()).as("no dead letter").hasSize(1);
    }
  }

  @Test
  void shouldLogOneLineOfAnAttemptThatThrewAndItsStackForDebuggingAlone() {
    // given
    RuntimeException thrown = new IllegalStateException("no price\nfor sku-7");
    logger.setLevel(Level.DEBUG);
    try (HandlerBench bench = new HandlerBench(new NoFence(), throwing(thrown))) {
      // when
      bench.answer(headers());

      // then
      assertThat(warned())
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.getFormattedMessage())
                    .matches(
                        "The handler of order-1/.*/pay/.* threw in attempt [0-9]+: "
                            + "java.lang.IllegalStateException: no price for sku-7");
                assertThat(event.getThrowableProxy()).isNull();
                assertThat(event.getMDCPropertyMap())
                    .containsEntry("saga-id", "order-1")
                    .containsEntry("saga-step", "pay");
              });
      assertThat(log.list)
          .filteredOn(event -> event.getLevel().equals(Level.DEBUG))
          .extracting(ILoggingEvent::getThrowableProxy)
          .filteredOn(Objects::nonNull)
          .singleElement()
          .satisfies(proxy -> assertThat(proxy.getStackTraceElementProxyArray()).isNotEmpty());
    } finally {
      logger.setLevel(null);
    }
  }

  @Test
  void shouldNotLogRowsOfADatabaseAboveDebug() {
    // given
    Throwable thrown = new SQLException("Key (email)=(ada@example.org) already exists", "23505");
    try (HandlerBench bench = new HandlerBench(new NoFence(), throwing(thrown))) {
      // when
      bench.answer(headers());

      // then
      assertThat(warned())
          .singleElement()
          .extracting(ILoggingEvent::getFormattedMessage)
          .asString()
          .endsWith("java.sql.SQLException (SQLState 23505)")
          .doesNotContain("ada@example.org");
    }
  }

  private List<ILoggingEvent> warned() {
    return log.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .toList();
  }

  @Test
  void shouldBoundTheMessageWhenItIsHuge() {
    // given
    RuntimeException thrown = new IllegalStateException("ü".repeat(100_000));
    try (HandlerBench bench = new HandlerBench(new NoFence(), throwing(thrown))) {
      // when
      String message = header(bench.answer(headers()), SagaHeaders.ERROR_MESSAGE);

      // then
      assertThat(message).startsWith("java.lang.IllegalStateException: ü").endsWith("ü");
      assertThat(message.getBytes(StandardCharsets.UTF_8))
          .hasSizeBetween(
              SagaHeaders.MAX_ERROR_MESSAGE_BYTES - 2, SagaHeaders.MAX_ERROR_MESSAGE_BYTES);
    }
  }

  @Test
  void shouldShowWhatWasMetLastWhenTheDeadlineEndsTheTries() {
    // given
    Throwable thrown = new RetryableException("the bank does not answer");
    try (HandlerBench bench = new HandlerBench(new NoFence(), throwing(thrown))) {
      // when: the clock stands still, and so close to the deadline that no pause fits in
      var nearly = headers();
      nearly.add(
          SagaHeaders.DEADLINE,
          String.valueOf(Commands.NOW.plus(Duration.ofMillis(1)).toEpochMilli())
              .getBytes(StandardCharsets.UTF_8));
      ProducerRecord<byte[], byte[]> reply = bench.answer(nearly);

      // then
      assertThat(outcome(reply)).isEqualTo("failed INFRASTRUCTURE_UNAVAILABLE");
      assertThat(header(reply, SagaHeaders.ERROR_MESSAGE))
          .endsWith(RetryableException.class.getName() + ": the bank does not answer");
    }
  }

  private static CommandHandler<StepFailure> throwing(Throwable thrown) {
    return (command, context) -> {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown;
    };
  }

  /** Not even its message can be had. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("a bug in an exception");
    }
  }
}
