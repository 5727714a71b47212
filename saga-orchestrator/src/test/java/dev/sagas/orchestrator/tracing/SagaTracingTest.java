package dev.sagas.orchestrator.tracing;

import static dev.sagas.orchestrator.metrics.CommittedSaga.CARD;
import static dev.sagas.orchestrator.metrics.CommittedSaga.STOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.orchestrator.metrics.CommittedSaga;
import dev.sagas.orchestrator.metrics.SteppedClock;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaHeaders;
import dev.sagas.protocol.SagaStatus;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which spans a saga leaves. */
class SagaTracingTest {
  private static final String CLIENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String SERVICE = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

  private final SteppedClock clock = new SteppedClock();
  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private final SagaTracing tracing = tracing(1.0);
  private final CommittedSaga saga = new CommittedSaga("s-1", tracing, clock);

  private SagaTracing tracing(double ratio) {
    return SagaTracing.of(SimpleSpanProcessor.create(exported), ratio, "saga-orchestrator");
  }

  @AfterEach
  void close() {
    tracing.close();
  }

  private SpanData span(String name) {
    List<SpanData> found =
        exported.getFinishedSpanItems().stream()
            .filter(span -> span.getName().equals(name))
            .toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private static long ms(SpanData span) {
    return Duration.ofNanos(span.getEndEpochNanos() - span.getStartEpochNanos()).toMillis();
  }

  private static String text(SpanData span, String attribute) {
    return span.getAttributes().get(AttributeKey.stringKey(attribute));
  }

  private CommittedSaga begin() {
    return saga.traced(CLIENT, saga.started(), saga.command(STOCK, Action.EXECUTE, 1));
  }

  @Test
  void shouldHaveASpanForTheSagaEachStepAndAttemptWhenItCompletes() {
    // when
    begin()
        .after(100)
        .traced(
            SERVICE,
            new SagaEvent.StepSucceeded(STOCK, 1, Optional.empty()),
            saga.command(CARD, Action.EXECUTE, 1))
        .after(200)
        .input(
            new SagaEvent.StepSucceeded(CARD, 2, Optional.empty()),
            new SagaEvent.Ended(SagaStatus.COMPLETED, clock.millis()));

    // then
    SpanData root = span("order-fulfilment");
    SpanData step = span("reserve-stock");
    SpanData attempt = span("reserve-stock attempt");
    assertThat(exported.getFinishedSpanItems()).hasSize(6);
    assertThat(root.getParentSpanContext().isValid()).isFalse();
    assertThat(ms(root)).isEqualTo(340);
    assertThat(text(root, "saga.id")).isEqualTo("s-1");
    assertThat(text(root, "saga.outcome")).isEqualTo("completed");
    assertThat(root.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(step.getParentSpanId()).isEqualTo(root.getSpanId());
    assertThat(ms(step)).isEqualTo(120);
    assertThat(attempt.getParentSpanId()).isEqualTo(step.getSpanId());
    assertThat(ms(attempt)).isEqualTo(120);
    assertThat(text(attempt, "saga.target")).isEqualTo("inventory");
    assertThat(attempt.getLinks())
        .singleElement()
        .satisfies(link -> assertThat(SERVICE).contains(link.getSpanContext().getSpanId()));
    assertThat(root.getResource().getAttribute(AttributeKey.stringKey("service.name")))
        .isEqualTo("saga-orchestrator");
  }

  @Test
  void shouldTellTheClientsTraceWhereTheSagaIs() {
    // when
    begin().input(new SagaEvent.Ended(SagaStatus.ENDED_BY_OPERATOR, clock.millis()));

    // then
    SpanData start = span("start order-fulfilment");
    SpanData root = span("order-fulfilment");
    assertThat(CLIENT).contains(start.getTraceId(), start.getParentSpanId());
    assertThat(start.getLinks())
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.getSpanContext().getTraceId()).isEqualTo(root.getTraceId());
              assertThat(link.getSpanContext().getSpanId()).isEqualTo(root.getSpanId());
            });
    assertThat(start.getTraceId()).isNotEqualTo(root.getTraceId());
    assertThat(root.getStatus().getDescription()).isEqualTo("ENDED_BY_OPERATOR");
  }

  @Test
  void shouldBeginAStepWithItsFirstAttemptWhenItIsRetried() {
    // when
    begin()
        .after(5_000 - CommittedSaga.COMMIT_MS)
        .timer(
            new SagaEvent.AttemptFailed(STOCK, Action.EXECUTE, 1, "TIMED_OUT", "No answer"),
            new SagaEvent.RetryScheduled(STOCK, Action.EXECUTE, 2, clock.millis() + 100))
        .after(100 - CommittedSaga.COMMIT_MS)
        .timer(saga.command(STOCK, Action.EXECUTE, 2))
        .after(300)
        .input(
            new SagaEvent.StepRejected(STOCK, "OUT_OF_STOCK", "Nothing is left"),
            new SagaEvent.UnwindStarted(
                new UnwindReason(Optional.of(STOCK), "OUT_OF_STOCK", "Nothing is left")),
            new SagaEvent.Ended(SagaStatus.COMPENSATED, clock.millis()));

    // then
    SpanData step = span("reserve-stock");
    List<SpanData> attempts =
        exported.getFinishedSpanItems().stream()
            .filter(span -> span.getName().equals("reserve-stock attempt"))
            .toList();
    assertThat(ms(step)).isEqualTo(5_420);
    assertThat(step.getStatus().getDescription()).isEqualTo("OUT_OF_STOCK");
    assertThat(attempts).extracting(SagaTracingTest::ms).containsExactly(5_000L, 320L);
    assertThat(attempts)
        .extracting(attempt -> attempt.getStatus().getDescription())
        .containsExactly("TIMED_OUT", "OUT_OF_STOCK");
    assertThat(attempts).extracting(SpanData::getParentSpanId).containsOnly(step.getSpanId());
    assertThat(span("order-fulfilment").getStatus().getDescription()).isEqualTo("OUT_OF_STOCK");
  }

  @Test
  void shouldGiveACommandTheSpanOfItsAttempt() {
    // given
    String command = "s-1/00ff00ff00ff/reserve-stock/execute/1#1";

    // when
    Optional<String> parent =
        tracing.parentOf(Map.of(SagaHeaders.COMMAND_ID, command, SagaHeaders.TRACE_PARENT, CLIENT));
    begin()
        .input(
            new SagaEvent.StepSucceeded(STOCK, 1, Optional.empty()),
            new SagaEvent.Ended(SagaStatus.COMPLETED, clock.millis()));

    // then
    SpanData attempt = span("reserve-stock attempt");
    assertThat(parent).contains("00-" + attempt.getTraceId() + "-" + attempt.getSpanId() + "-01");
    assertThat(tracing.parentOf(Map.of(SagaHeaders.SAGA_ID, "s-1"))).isEmpty();
  }

  @Test
  void shouldContinueTheSameTraceWhenAnotherInstanceContinuesTheSaga() {
    // given
    begin();
    SagaTracing successor = tracing(1.0);
    String command = "s-1/00ff00ff00ff/reserve-stock/execute/1#1";
    Map<String, String> headers = Map.of(SagaHeaders.COMMAND_ID, command);

    // then
    assertThat(successor.parentOf(headers)).isEqualTo(tracing.parentOf(headers));
    successor.close();
  }

  @Test
  void shouldExportNothingAndSaySoToParticipantsWhenTheSagaIsNotSampled() {
    // given
    SagaTracing none = tracing(0.0);
    CommittedSaga unsampled = new CommittedSaga("s-2", none, clock);

    // when
    unsampled.input(
        unsampled.started(),
        unsampled.command(STOCK, Action.EXECUTE, 1),
        new SagaEvent.Ended(SagaStatus.COMPLETED, clock.millis()));

    // then
    assertThat(exported.getFinishedSpanItems()).isEmpty();
    assertThat(
            none.parentOf(
                Map.of(SagaHeaders.COMMAND_ID, "s-2/00ff00ff00ff/reserve-stock/execute/1#1")))
        .hasValueSatisfying(parent -> assertThat(parent).endsWith("-00"));
    none.close();
  }
}
