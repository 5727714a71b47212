package dev.sagas.orchestrator.tracing;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.SagaState;
import dev.sagas.engine.core.SelectiveEventVisitor;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.engine.core.UnwindReason;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Locale;
import java.util.Optional;

/** Makes the spans of what is over with one transition. */
final class TransitionSpans extends SelectiveEventVisitor<TransitionSpans> {
  private final Spans spans;
  private final StepSpans steps;
  private final SagaChange.Written change;
  private Optional<UnwindReason> unwind;

  TransitionSpans(Spans spans, StepStarts starts, SagaChange.Written change) {
    this.spans = spans;
    this.steps = new StepSpans(spans, starts, change);
    this.change = change;
    this.unwind = change.before().flatMap(SagaState::unwind);
  }

  @Override
  protected TransitionSpans other(SagaEvent event) {
    return this;
  }

  private SagaIdentity identity() {
    return change.after().identity();
  }

  /** In the trace of the client that asked for the saga, linked to the saga's own. */
  @Override
  public TransitionSpans started(SagaEvent.Started event) {
    Optional<SpanContext> client = TraceParents.read(change.input());
    if (client.isPresent()) {
      long writtenAtMs = change.input().map(SagaChange.Input::writtenAtMs).orElse(0L);
      spans.add(
          new Spans.Finished(
              "start " + identity().type(),
              SpanKind.CONSUMER,
              SpanContext.create(
                  client.get().getTraceId(),
                  TraceIds.start(identity()),
                  client.get().getTraceFlags(),
                  client.get().getTraceState()),
              new Spans.Relations(client, Optional.of(saga())),
              new Spans.Interval(writtenAtMs, change.after().updatedAtMs()),
              Spans.of(identity()),
              Optional.empty()));
    }
    return this;
  }

  private SpanContext saga() {
    return spans.context(identity(), TraceIds.saga(identity()));
  }

  @Override
  public TransitionSpans unwindStarted(SagaEvent.UnwindStarted event) {
    unwind = Optional.of(event.reason());
    return this;
  }

  @Override
  public TransitionSpans ended(SagaEvent.Ended event) {
    SagaState ended = change.after();
    Attributes attributes =
        Spans.of(identity()).toBuilder()
            .put("saga.run", identity().run().value())
            .put("saga.outcome", event.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .build();
    Optional<String> error =
        event.outcome() == SagaStatus.COMPLETED
            ? Optional.empty()
            : Optional.of(unwind.map(UnwindReason::code).orElse(event.outcome().name()));
    spans.add(
        new Spans.Finished(
            identity().type().value(),
            SpanKind.INTERNAL,
            saga(),
            Spans.Relations.NONE,
            new Spans.Interval(ended.startedAtMs(), ended.updatedAtMs()),
            attributes,
            error));
    return this;
  }

  @Override
  public TransitionSpans attemptFailed(SagaEvent.AttemptFailed event) {
    steps.endAttempt(event.step(), event.action(), Optional.of(event.code()));
    return this;
  }

  @Override
  public TransitionSpans stepSucceeded(SagaEvent.StepSucceeded event) {
    return over(event.step(), Action.EXECUTE, Optional.empty());
  }

  @Override
  public TransitionSpans stepRejected(SagaEvent.StepRejected event) {
    return over(event.step(), Action.EXECUTE, Optional.of(event.code()));
  }

  @Override
  public TransitionSpans outcomeUnknown(SagaEvent.OutcomeUnknown event) {
    return over(event.step(), Action.EXECUTE, Optional.of(StepStatus.OUTCOME_UNKNOWN.toString()));
  }

  @Override
  public TransitionSpans stepSkipped(SagaEvent.StepSkipped event) {
    return over(event.step(), Action.EXECUTE, Optional.of(event.cause().toString()));
  }

  @Override
  public TransitionSpans stepAbandoned(SagaEvent.StepAbandoned event) {
    return over(event.step(), Action.EXECUTE, Optional.of(StepStatus.ABANDONED.toString()));
  }

  @Override
  public TransitionSpans stepCompensated(SagaEvent.StepCompensated event) {
    return over(event.step(), Action.COMPENSATE, Optional.empty());
  }

  @Override
  public TransitionSpans compensationGivenUp(SagaEvent.CompensationGivenUp event) {
    return over(event.step(), Action.COMPENSATE, Optional.of(event.code()));
  }

  private TransitionSpans over(StepName step, Action action, Optional<String> error) {
    steps.endAttempt(step, action, error);
    steps.end(step, error);
    return this;
  }
}
