package dev.sagas.participant;

import static dev.sagas.participant.Commands.compensateHeaders;
import static dev.sagas.participant.Commands.header;
import static dev.sagas.participant.Commands.headers;
import static dev.sagas.participant.HandlerBench.outcome;
import static dev.sagas.participant.HandlerBench.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sagas.protocol.SagaHeaders;
import dev.sagas.schema.StepFailure;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;

/** What handlers may answer, and what they should not do, up to the reply. */
@Timeout(30)
class HandlerOutcomesTest {
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  static Stream<Arguments> badHandlers() {
    CommandHandler<StepFailure> throwing =
        (command, context) -> {
          throw new IllegalStateException("for the test");
        };
    CommandHandler<StepFailure> overflowing =
        (command, context) -> {
          throw new StackOverflowError();
        };
    CommandHandler<StepFailure> hanging =
        (command, context) -> {
          NEVER.await();
          return succeeded("late");
        };
    return Stream.of(
        Arguments.of("throws", throwing, "failed HANDLER_THREW"),
        Arguments.of("throws an error", overflowing, "failed HANDLER_THREW"),
        Arguments.of("hangs", hanging, "failed HANDLER_TIMED_OUT"),
        Arguments.of("returns null", returning(null), "failed HANDLER_RETURNED_NULL"),
        Arguments.of(
            "hangs in a stage", async(new CompletableFuture<>()), "failed HANDLER_TIMED_OUT"),
        Arguments.of(
            "a stage of null",
            async(CompletableFuture.completedFuture(null)),
            "failed HANDLER_RETURNED_NULL"),
        Arguments.of("no stage", async(null), "failed HANDLER_RETURNED_NULL"),
        Arguments.of(
            "a stage that fails",
            async(CompletableFuture.failedFuture(new CompletionException(new SQLException("no")))),
            "failed HANDLER_THREW"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badHandlers")
  void shouldAnswerFailedWithAReasonWhenAHandlerIsBad(
      String what, CommandHandler<StepFailure> handler, String expected) {
    // given
    assertThat(what).isNotEmpty();
    Duration limit =
        expected.endsWith("HANDLER_TIMED_OUT") ? HandlerBench.BRIEF : HandlerBench.LONG;
    try (HandlerBench bench = new HandlerBench(new NoFence(), handler, limit)) {
      // when
      ProducerRecord<byte[], byte[]> reply = bench.answer(headers());

      // then
      assertThat(outcome(reply)).isEqualTo(expected);
      assertThat(header(reply, SagaHeaders.ERROR_MESSAGE)).isNotEmpty();
    }
  }

  @Test
  void shouldAnswerWhatTheStageGivesWhenAHandlerIsAsynchronous() {
    // given
    CompletableFuture<StepResult> later = new CompletableFuture<>();
    later.completeOnTimeout(succeeded("later"), 50, java.util.concurrent.TimeUnit.MILLISECONDS);
    try (HandlerBench bench = new HandlerBench(new NoFence(), async(later))) {
      // when
      ProducerRecord<byte[], byte[]> reply = bench.answer(headers());

      // then
      assertThat(outcome(reply)).isEqualTo("succeeded");
    }
  }

  @Test
  void shouldCancelTheStageWhenItDoesNotCompleteInTime() {
    // given
    CompletableFuture<StepResult> never = new CompletableFuture<>();
    try (HandlerBench bench = new HandlerBench(new NoFence(), async(never), HandlerBench.BRIEF)) {
      // when
      ProducerRecord<byte[], byte[]> reply = bench.answer(headers());

      // then
      assertThat(outcome(reply)).isEqualTo("failed HANDLER_TIMED_OUT");
      org.awaitility.Awaitility.await().until(never::isCancelled);
    }
  }

  @Test
  void shouldSayWhenToTryAgainWhenAHandlerFailsAndAsks() {
    // given
    StepResult failed = StepResult.failed("BUSY", "Too many at once", Duration.ofSeconds(90));
    try (HandlerBench bench = new HandlerBench(new NoFence(), returning(failed))) {
      // when
      ProducerRecord<byte[], byte[]> reply = bench.answer(headers());

      // then
      assertThat(outcome(reply)).isEqualTo("failed BUSY");
      assertThat(header(reply, SagaHeaders.RETRY_AFTER)).isEqualTo("90000");
    }
  }

  @Test
  void shouldGiveTheDetailsWhenAHandlerRejectsWithSome() {
    // given
    Map<String, String> details = Map.of("sku", "sku-7", "left", "3");
    StepResult rejected = StepResult.rejected("OUT_OF_STOCK", "Only 3 left", details);
    try (HandlerBench bench = new HandlerBench(new NoFence(), returning(rejected))) {
      // when
      ProducerRecord<byte[], byte[]> reply = bench.answer(headers());

      // then
      assertThat(outcome(reply)).isEqualTo("rejected OUT_OF_STOCK");
      assertThat(header(reply, SagaHeaders.RETRY_AFTER)).isEmpty();
      assertThat(bench.failure(reply).getDetails()).isEqualTo(details);
    }
  }

  @Test
  void shouldAnswerFailedWhenTheDetailsAreTooLargeForAReply() {
    // given
    String detail = "x".repeat(StepResult.MAX_DETAIL_CHARS);
    Map<String, String> details = new java.util.HashMap<>();
    for (int number = 0; number < 12; number++) {
      details.put("detail-" + number, detail);
    }
    StepResult rejected = StepResult.rejected("NO", "no", details);
    try (HandlerBench bench = new HandlerBench(new NoFence(), returning(rejected))) {
      // when, then
      assertThat(outcome(bench.answer(headers()))).isEqualTo("failed REPLY_TOO_LARGE");
    }
  }

  @Test
  void shouldRefuseResultsWhenTheyAreOutOfBounds() {
    assertThatThrownBy(() -> StepResult.failed("A", "b", Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StepResult.failed("A", "b", Duration.ofHours(25)))
        .hasMessageContaining("zero to one day");
    assertThatThrownBy(() -> StepResult.rejected("A", "b", Map.of("x".repeat(65), "")))
        .hasMessageContaining("at most 64");
    Map<String, String> many = new java.util.HashMap<>();
    for (int number = 0; number < 33; number++) {
      many.put("detail-" + number, "");
    }
    assertThatThrownBy(() -> StepResult.rejected("A", "b", many))
        .hasMessage("Expected at most 32 details, but got 33");
  }

  @Test
  void shouldTellListenersWhatBecameOfEachCommandWhateverTheyThrow() {
    // given
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    ParticipantListener throwing =
        new ParticipantListener() {
          @Override
          public void answered(Step step, Answer answer) {
            throw new IllegalStateException("for the test");
          }
        };
    ParticipantListener listening =
        new ParticipantListener() {
          @Override
          public void answered(Step step, Answer answer) {
            told.add(
                step.name()
                    + " "
                    + step.action()
                    + " "
                    + answer.handling()
                    + " "
                    + answer.outcome());
          }

          @Override
          public void retried(Step step) {
            told.add("again");
          }
        };
    int[] calls = {0};
    CommandHandler<StepFailure> handler =
        (command, context) -> {
          calls[0]++;
          if (calls[0] == 1) {
            throw new SQLTransientException("away for a moment");
          }
          return succeeded("done");
        };
    try (HandlerBench bench = new HandlerBench(new NoFence(), handler, throwing, listening)) {
      Headers late = headers();
      late.add(SagaHeaders.DEADLINE, "1".getBytes(StandardCharsets.UTF_8));

      // when
      ProducerRecord<byte[], byte[]> first = bench.answer(headers());
      ProducerRecord<byte[], byte[]> second = bench.answer(compensateHeaders());
      ProducerRecord<byte[], byte[]> third = bench.answer(late);

      // then
      assertThat(Stream.of(first, second, third).map(HandlerBench::outcome))
          .containsExactly("succeeded", "succeeded", "failed DEADLINE_PASSED");
      assertThat(told)
          .containsExactly(
              "again",
              "pay EXECUTE HANDLED SUCCEEDED",
              "pay COMPENSATE HANDLED SUCCEEDED",
              "pay EXECUTE NOT_STARTED FAILED");
    }
  }

  @Test
  void shouldNameSagaAndStepInTheLogAndTheTraceInTheContextWhenAHandlerRuns() {
    // given
    List<String> seen = new ArrayList<>();
    CommandHandler<StepFailure> handler =
        (command, context) -> {
          seen.add(MDC.get("saga-id") + " " + MDC.get("saga-step"));
          seen.add(context.traceParent().orElse("none"));
          return succeeded("done");
        };
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    Headers headers = headers();
    headers.add(SagaHeaders.TRACE_PARENT, trace.getBytes(StandardCharsets.UTF_8));
    try (HandlerBench bench = new HandlerBench(new NoFence(), handler)) {
      // when
      ProducerRecord<byte[], byte[]> reply = bench.answer(headers);

      // then
      assertThat(seen).containsExactly("order-1 pay", trace);
      assertThat(header(reply, SagaHeaders.TRACE_PARENT))
          .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
          .endsWith("-01")
          .isNotEqualTo(trace);
      assertThat(MDC.get("saga-step")).isNull();
    }
  }

  @SuppressWarnings("NullAway") // a handler of somebody who does not check
  private static CommandHandler<StepFailure> returning(StepResult result) {
    return (command, context) -> result;
  }

  @SuppressWarnings("NullAway") // as above
  private static CommandHandler<StepFailure> async(CompletableFuture<StepResult> stage) {
    return ParticipantBuilder.awaited((command, context) -> stage);
  }
}
