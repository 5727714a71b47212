package dev.sagas.orchestrator.tracing;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.protocol.RunId;
import dev.sagas.protocol.SagaId;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes spans of what is over, with ids that are given. Thread-safe. */
final class Spans {
  static final AttributeKey<String> SAGA = AttributeKey.stringKey("saga.id");
  static final AttributeKey<String> TYPE = AttributeKey.stringKey("saga.type");
  static final AttributeKey<Long> VERSION = AttributeKey.longKey("saga.version");

  private final Tracer tracer;
  private final GivenIds ids;
  private final Sampler sampler;

  Spans(Tracer tracer, GivenIds ids, Sampler sampler) {
    this.tracer = tracer;
    this.ids = ids;
    this.sampler = sampler;
  }

  /**
   * A span that is over.
   *
   * @param error a code; empty if it went well
   */
  record Finished(
      String name,
      SpanKind kind,
      SpanContext self,
      Relations relations,
      Interval interval,
      Attributes attributes,
      Optional<String> error) {}

  /**
   * Other spans that it has to do with.
   *
   * @param parent empty for the root of its trace
   */
  record Relations(Optional<SpanContext> parent, Optional<SpanContext> link) {
    static final Relations NONE = new Relations(Optional.empty(), Optional.empty());
  }

  /**
   * From when to when.
   *
   * @param fromMs epoch ms
   * @param toMs epoch ms
   */
  record Interval(long fromMs, long toMs) {}

  void add(Finished finished) {
    SpanContext self = finished.self();
    ids.set(self.getTraceId(), self.getSpanId());
    SpanBuilder builder =
        tracer
            .spanBuilder(finished.name())
            .setSpanKind(finished.kind())
            .setAllAttributes(finished.attributes())
            .setStartTimestamp(finished.interval().fromMs(), TimeUnit.MILLISECONDS);
    finished
        .relations()
        .parent()
        .ifPresentOrElse(
            parent -> builder.setParent(Context.root().with(Span.wrap(parent))),
            builder::setNoParent);
    finished.relations().link().ifPresent(builder::addLink);
    Span span = builder.startSpan();
    finished.error().ifPresent(code -> span.setStatus(StatusCode.ERROR, code));
    span.end(
        Math.max(finished.interval().fromMs(), finished.interval().toMs()), TimeUnit.MILLISECONDS);
  }

  /** The context of a span of a saga's trace. */
  SpanContext context(SagaId saga, RunId run, String span) {
    String trace = TraceIds.trace(saga, run);
    boolean sampled =
        sampler
                .shouldSample(
                    Context.root(), trace, "", SpanKind.INTERNAL, Attributes.empty(), List.of())
                .getDecision()
            == SamplingDecision.RECORD_AND_SAMPLE;
    return SpanContext.create(
        trace,
        span,
        sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  SpanContext context(SagaIdentity identity, String span) {
    return context(identity.id(), identity.run(), span);
  }

  static Attributes of(SagaIdentity identity) {
    return Attributes.of(
        SAGA,
        identity.id().value(),
        TYPE,
        identity.type().value(),
        VERSION,
        (long) identity.version());
  }
}
