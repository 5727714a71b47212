package dev.sagas.orchestrator.tracing;

import dev.sagas.orchestrator.streams.CommandTraces;
import dev.sagas.orchestrator.streams.CommitListener;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.orchestrator.streams.Uncommitted;
import dev.sagas.orchestrator.streams.UncommittedNotes;
import dev.sagas.protocol.CommandId;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Exports a span for each saga, step and attempt, and gives commands the attempt as their parent.
 *
 * <ul>
 *   <li>Spans are made when it is committed that something is over, with the times of its
 *       transitions. Their ids follow from those of the saga: a saga that another instance
 *       continues keeps its trace, and a transaction that is repeated makes no second span.
 *   <li>Never holds up a saga: spans that cannot be exported fast enough are dropped.
 *   <li>Names codes and ids; no data, and no messages of participants.
 * </ul>
 */
public final class SagaTracing implements CommitListener, CommandTraces, AutoCloseable {
  private static final int MAX_QUEUED_SPANS = 20_000;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final SdkTracerProvider provider;
  private final Spans spans;
  private final StepStarts starts = new StepStarts();

  private SagaTracing(SpanProcessor processor, double ratio, String service) {
    GivenIds ids = new GivenIds();
    Sampler sampler = Sampler.traceIdRatioBased(ratio);
    this.provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setSampler(Sampler.parentBased(sampler))
            .setResource(
                Resource.getDefault().toBuilder()
                    .put(AttributeKey.stringKey("service.name"), service)
                    .build())
            .addSpanProcessor(processor)
            .build();
    this.spans = new Spans(provider.get("dev.sagas"), ids, sampler);
  }

  /**
   * Exports by OTLP over HTTP.
   *
   * @param endpoint the URL of the collector, such as {@code http://localhost:4318/v1/traces}
   * @param ratio of how many sagas traces are kept, 0 to 1; decided by the saga's ids
   * @param service the name of this service in the traces
   */
  public static SagaTracing exporting(String endpoint, double ratio, String service) {
    return of(
        BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build())
            .setMaxQueueSize(MAX_QUEUED_SPANS)
            .build(),
        ratio,
        service);
  }

  /** Hands its spans to that processor. */
  static SagaTracing of(SpanProcessor processor, double ratio, String service) {
    return new SagaTracing(processor, ratio, service);
  }

  @Override
  public void opened(int partition) {
    // A saga's trace is the same wherever it runs.
  }

  @Override
  public void closed(int partition) {
    // A saga's trace is the same wherever it runs.
  }

  @Override
  public Uncommitted uncommitted() {
    return new UncommittedNotes<SagaChange>(
        Optional::of, changes -> changes.forEach(change -> change.accept(new Committed())));
  }

  private final class Committed implements SagaChange.Visitor<SagaTracing> {
    @Override
    public SagaTracing written(SagaChange.Written change) {
      TransitionSpans transition = new TransitionSpans(spans, starts, change);
      change.events().forEach(event -> event.accept(transition));
      return SagaTracing.this;
    }

    @Override
    public SagaTracing forgotten(SagaChange.Forgotten change) {
      return SagaTracing.this;
    }

    @Override
    public SagaTracing refused(SagaChange.Refused change) {
      return SagaTracing.this;
    }
  }

  @Override
  public Optional<String> parentOf(Map<String, String> headers) {
    return TraceParents.command(headers).map(this::parent);
  }

  private String parent(CommandId command) {
    return TraceParents.write(
        spans.context(command.key().sagaId(), command.key().run(), TraceIds.attempt(command)));
  }

  /** Exports what is queued. Bounded to 5 s. */
  @Override
  public void close() {
    provider.shutdown().join(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
