package dev.sagas.orchestrator.tracing;

import dev.sagas.engine.core.SagaIdentity;
import dev.sagas.engine.core.StepState;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.orchestrator.streams.SagaChange;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.CommandId;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.StepName;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes the spans of a step and of its attempts, by what its state was before a transition. */
final class StepSpans {
  private final Spans spans;
  private final StepStarts starts;
  private final SagaChange.Written change;
  private boolean attemptEnded;

  StepSpans(Spans spans, StepStarts starts, SagaChange.Written change) {
    this.spans = spans;
    this.starts = starts;
    this.change = change;
  }

  private SagaIdentity identity() {
    return change.after().identity();
  }

  private Optional<StepState> before(StepName step) {
    return change.before().flatMap(state -> state.step(step));
  }

  private Optional<DeduplicationKey> key(StepState step, Action action) {
    OptionalInt epoch =
        switch (action) {
          case EXECUTE -> OptionalInt.of(step.epoch());
          case COMPENSATE -> step.attempts().undoEpoch();
        };
    return epoch.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DeduplicationKey(
                identity().id(), identity().run(), step.name(), action, epoch.getAsInt()));
  }

  /** The attempt that was in flight is over, if there was one. */
  void endAttempt(StepName step, Action action, Optional<String> error) {
    Optional<StepState> asked = before(step).filter(state -> isInFlight(state, action));
    Optional<DeduplicationKey> key = asked.flatMap(state -> key(state, action));
    if (attemptEnded || asked.isEmpty() || key.isEmpty()) {
      return;
    }
    attemptEnded = true;
    StepState state = asked.get();
    CommandId command = new CommandId(key.get(), state.attempt());
    starts.remember(key.get(), state.sinceMs());
    spans.add(
        new Spans.Finished(
            name(step, action) + " attempt",
            SpanKind.CLIENT,
            spans.context(identity(), TraceIds.attempt(command)),
            new Spans.Relations(
                Optional.of(spans.context(identity(), TraceIds.step(key.get()))),
                TraceParents.read(change.input())),
            new Spans.Interval(state.sinceMs(), change.after().updatedAtMs()),
            attributes(state, action),
            error));
  }

  private static boolean isInFlight(StepState step, Action action) {
    StepStatus inFlight =
        switch (action) {
          case EXECUTE -> StepStatus.EXECUTING;
          case COMPENSATE -> StepStatus.COMPENSATING;
        };
    return step.status() == inFlight;
  }

  /** The step, or its compensation, is over. */
  void end(StepName step, Optional<String> error) {
    Optional<StepState> was = before(step);
    if (was.isEmpty()) {
      return;
    }
    StepState state = was.get();
    switch (state.status().waitsFor()) {
      case REPLY, RETRY -> endCommanded(state, state.status().action(), error);
      case SIGNAL, SLEEP ->
          end(state, pause(state), new Described(Action.EXECUTE, state.sinceMs(), error));
      case NONE -> {
        // It took no time.
      }
    }
  }

  private String pause(StepState state) {
    return TraceIds.pause(identity(), state.name(), state.sinceMs());
  }

  private void endCommanded(StepState state, Action action, Optional<String> error) {
    key(state, action)
        .ifPresent(
            key ->
                end(
                    state,
                    TraceIds.step(key),
                    new Described(action, starts.take(key).orElse(state.sinceMs()), error)));
  }

  private record Described(Action action, long fromMs, Optional<String> error) {}

  private void end(StepState state, String span, Described described) {
    spans.add(
        new Spans.Finished(
            name(state.name(), described.action()),
            SpanKind.INTERNAL,
            spans.context(identity(), span),
            new Spans.Relations(
                Optional.of(spans.context(identity(), TraceIds.saga(identity()))),
                Optional.empty()),
            new Spans.Interval(described.fromMs(), change.after().updatedAtMs()),
            attributes(state, described.action()),
            described.error()));
  }

  private static String name(StepName step, Action action) {
    return switch (action) {
      case EXECUTE -> step.value();
      case COMPENSATE -> "undo " + step.value();
    };
  }

  private Attributes attributes(StepState step, Action action) {
    AttributesBuilder attributes =
        Spans.of(identity()).toBuilder()
            .put("saga.step", step.name().value())
            .put("saga.action", action.headerValue());
    if (step.attempt() > 0) {
      attributes.put("saga.attempt", step.attempt());
    }
    step.target().ifPresent(target -> attributes.put("saga.target", target));
    return attributes.build();
  }
}
