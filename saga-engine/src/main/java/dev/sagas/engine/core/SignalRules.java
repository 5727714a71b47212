package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.Optional;

/** What a signal does: it ends a wait, or is kept for a later one (R3). */
final class SignalRules {
  private static final String SIGNAL_RECEIVED = "SIGNAL_RECEIVED";

  private SignalRules() {}

  static Optional<Decision.Rejected> decide(DecisionBuilder builder, SagaInput.Signal signal) {
    List<StepPlan.Signal> waits = builder.plan().waitsFor(signal.name());
    if (waits.isEmpty()) {
      return rejected(
          Rejection.UNKNOWN_SIGNAL, "No step of the saga waits for a signal " + signal.name());
    }
    String expected = waits.get(0).signalType();
    if (!expected.equals(signal.payloadType())) {
      return rejected(
          Rejection.INVALID_SIGNAL,
          "Expected signal " + signal.name() + " as " + expected + ", but got another record");
    }
    long kept =
        builder.state().signals().stream().filter(s -> s.name().equals(signal.name())).count();
    Optional<StepPlan.Signal> waiting =
        waits.stream().filter(wait -> is(builder, wait, StepStatus.WAITING)).findFirst();
    Optional<StepContext> faulted = faulted(builder, waits);
    if (waiting.isPresent() && (kept == 0 || faulted.isPresent())) {
      return builder.fire(builder.on(waiting.get().name()).with(signal), StepTrigger.SIGNAL);
    }
    if (faulted.isPresent() && kept > 0) {
      dropFaulted(faulted.get());
      return keep(builder, signal);
    }
    long toCome = waits.stream().filter(wait -> isToCome(builder, wait)).count();
    if (kept >= toCome || !mayStillRun(builder)) {
      return rejected(
          Rejection.STALE_SIGNAL,
          "Every step that waits for signal " + signal.name() + " has one, or runs no more");
    }
    return keep(builder, signal);
  }

  /** Keeps a signal until a step takes it, even if it is not yet known what it is for. */
  static Optional<Decision.Rejected> keep(DecisionBuilder builder, SagaInput.Signal signal) {
    List<BufferedSignal> signals = builder.state().signals();
    long bytes = signals.stream().mapToLong(kept -> kept.payload().size()).sum();
    DecisionContext bounds = builder.context();
    if (signals.size() >= bounds.maxSignals()
        || bytes + signal.payload().size() > bounds.maxSignalBytes()) {
      return rejected(
          Rejection.SIGNAL_BUFFER_FULL,
          "Expected at most %s early signals of %s bytes together"
              .formatted(bounds.maxSignals(), bounds.maxSignalBytes()));
    }
    builder.apply(
        new SagaEvent.SignalBuffered(
            new BufferedSignal(signal.name(), signal.payloadType(), signal.payload())));
    return Optional.empty();
  }

  private static Optional<Decision.Rejected> rejected(Rejection reason, String message) {
    return Optional.of(new Decision.Rejected(reason, message));
  }

  private static boolean is(DecisionBuilder builder, StepPlan.Signal wait, StepStatus status) {
    return builder.state().step(wait.name()).filter(step -> step.status() == status).isPresent();
  }

  /** True if the step has not had its signal, and may still use one. */
  private static boolean isToCome(DecisionBuilder builder, StepPlan.Signal wait) {
    return builder.state().step(wait.name()).isEmpty()
        || is(builder, wait, StepStatus.PENDING)
        || is(builder, wait, StepStatus.WAITING);
  }

  private static boolean mayStillRun(DecisionBuilder builder) {
    return builder.state().status() == SagaStatus.RUNNING
        || builder.state().control().restartFrom().isPresent();
  }

  static StepPlan.Signal plan(StepContext step) {
    return step.plan()
        .asSignal()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected step " + step.name() + " to wait for a signal"));
  }

  /** A signal for a waiting step. One that cannot be applied is kept for a retry (R17). */
  static Optional<Decision.Rejected> received(StepContext step) {
    SagaInput.Signal signal =
        step.input()
            .flatMap(SagaInput::asSignal)
            .orElseThrow(
                () -> new IllegalStateException("Expected a signal for step " + step.name()));
    DecisionBuilder builder = step.builder();
    try {
      FunctionResult result =
          builder.saga().applySignal(plan(step), builder.state().data(), signal.payload());
      dropFaulted(step);
      step.resolve(SIGNAL_RECEIVED);
      ForwardRules.conclude(step, result);
      return Optional.empty();
    } catch (DefinitionFault fault) {
      dropFaulted(step);
      Optional<Decision.Rejected> full = keep(builder, signal);
      if (full.isEmpty()) {
        step.resolve(SIGNAL_RECEIVED);
        step.raise(IncidentCode.DEFINITION_FAULT, fault.reason());
      }
      return full;
    }
  }

  /** The step that could not apply its signal. */
  private static Optional<StepContext> faulted(
      DecisionBuilder builder, List<StepPlan.Signal> waits) {
    return waits.stream()
        .map(wait -> builder.on(wait.name()))
        .filter(step -> step.hasIncident(IncidentCode.DEFINITION_FAULT))
        .findFirst();
  }

  /** A signal that could not be applied is replaced by the next one; it is in the journal. */
  private static void dropFaulted(StepContext step) {
    StepPlan.Signal plan = plan(step);
    if (step.hasIncident(IncidentCode.DEFINITION_FAULT) && hasEarly(step.builder(), plan)) {
      step.builder().apply(new SagaEvent.SignalTaken(plan.name(), plan.signal()));
    }
  }

  static boolean hasEarly(DecisionBuilder builder, StepPlan.Signal plan) {
    return builder.state().signals().stream().anyMatch(kept -> kept.name().equals(plan.signal()));
  }

  /** A waiting step applies a signal that arrived while the definition was not deployed. */
  static boolean takeKept(DecisionBuilder builder) {
    for (StepState step : builder.state().steps().open()) {
      if (step.status() == StepStatus.WAITING && !builder.state().signals().isEmpty()) {
        StepContext waiting = builder.on(step.name());
        if (!waiting.hasIncident() && hasEarly(builder, plan(waiting))) {
          builder.fire(waiting, StepTrigger.RETRY);
          return true;
        }
      }
    }
    return false;
  }

  /** Uses the oldest early signal; returns the fault that prevented it from being applied. */
  static Optional<DefinitionFault> takeEarly(StepContext step, StepPlan.Signal plan) {
    DecisionBuilder builder = step.builder();
    BufferedSignal early =
        builder.state().signals().stream()
            .filter(kept -> kept.name().equals(plan.signal()))
            .findFirst()
            .orElseThrow();
    if (!early.type().equals(plan.signalType())) {
      // It came while the definition was not deployed, so that no one could tell.
      return Optional.of(
          new DefinitionFault(
              "Expected signal %s as %s, but got another"
                  .formatted(plan.signal(), plan.signalType())));
    }
    try {
      FunctionResult result =
          builder.saga().applySignal(plan, builder.state().data(), early.payload());
      builder.apply(new SagaEvent.SignalTaken(plan.name(), plan.signal()));
      ForwardRules.conclude(step, result);
      return Optional.empty();
    } catch (DefinitionFault fault) {
      return Optional.of(fault);
    }
  }
}
