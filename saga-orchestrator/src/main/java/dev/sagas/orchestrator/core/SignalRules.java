package dev.sagas.orchestrator.core;

import java.util.List;
import java.util.Optional;

/** What a signal does: it ends a wait, or is kept for a later one (R3). */
final class SignalRules {
  private static final String SIGNAL_RECEIVED = "SIGNAL_RECEIVED";

  private SignalRules() {}

  static Optional<Decision.Rejected> decide(Turn turn, SagaInput.Signal signal) {
    List<StepPlan.Signal> waits = turn.plan().waitsFor(signal.name());
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
    long kept = turn.state().signals().stream().filter(s -> s.name().equals(signal.name())).count();
    Optional<StepPlan.Signal> waiting =
        waits.stream().filter(wait -> is(turn, wait, StepStatus.WAITING)).findFirst();
    Optional<StepTurn> faulted = faulted(turn, waits);
    if (waiting.isPresent() && (kept == 0 || faulted.isPresent())) {
      return turn.fire(turn.on(waiting.get().name()).with(signal), StepTrigger.SIGNAL);
    }
    if (faulted.isPresent() && kept > 0) {
      dropFaulted(faulted.get());
      return keep(turn, signal);
    }
    long toCome = waits.stream().filter(wait -> isToCome(turn, wait)).count();
    if (kept >= toCome || !mayStillRun(turn)) {
      return rejected(
          Rejection.STALE_SIGNAL,
          "Every step that waits for signal " + signal.name() + " has one, or runs no more");
    }
    return keep(turn, signal);
  }

  /** Keeps a signal until a step takes it, even if it is not yet known what it is for. */
  static Optional<Decision.Rejected> keep(Turn turn, SagaInput.Signal signal) {
    List<BufferedSignal> signals = turn.state().signals();
    long bytes = signals.stream().mapToLong(kept -> kept.payload().size()).sum();
    DecisionContext bounds = turn.context();
    if (signals.size() >= bounds.maxSignals()
        || bytes + signal.payload().size() > bounds.maxSignalBytes()) {
      return rejected(
          Rejection.SIGNAL_BUFFER_FULL,
          "Expected at most %s early signals of %s bytes together"
              .formatted(bounds.maxSignals(), bounds.maxSignalBytes()));
    }
    turn.apply(
        new SagaEvent.SignalBuffered(
            new BufferedSignal(signal.name(), signal.payloadType(), signal.payload())));
    return Optional.empty();
  }

  private static Optional<Decision.Rejected> rejected(Rejection reason, String message) {
    return Optional.of(new Decision.Rejected(reason, message));
  }

  private static boolean is(Turn turn, StepPlan.Signal wait, StepStatus status) {
    return turn.state().step(wait.name()).filter(step -> step.status() == status).isPresent();
  }

  /** True if the step has not had its signal, and may still use one. */
  private static boolean isToCome(Turn turn, StepPlan.Signal wait) {
    return turn.state().step(wait.name()).isEmpty()
        || is(turn, wait, StepStatus.PENDING)
        || is(turn, wait, StepStatus.WAITING);
  }

  private static boolean mayStillRun(Turn turn) {
    return turn.state().status() == SagaStatus.RUNNING
        || turn.state().control().restartFrom().isPresent();
  }

  static StepPlan.Signal plan(StepTurn step) {
    if (step.plan() instanceof StepPlan.Signal plan) {
      return plan;
    }
    throw new IllegalStateException("Expected step " + step.name() + " to wait for a signal");
  }

  /** A signal for a waiting step. One that cannot be applied is kept for a retry (R17). */
  static Optional<Decision.Rejected> received(StepTurn step) {
    if (step.input().isEmpty() || !(step.input().get() instanceof SagaInput.Signal signal)) {
      throw new IllegalStateException("Expected a signal for step " + step.name());
    }
    Turn turn = step.turn();
    try {
      StepResult result =
          turn.saga().applySignal(plan(step), turn.state().data(), signal.payload());
      dropFaulted(step);
      step.resolve(SIGNAL_RECEIVED);
      ForwardRules.conclude(step, result);
      return Optional.empty();
    } catch (DefinitionFault fault) {
      dropFaulted(step);
      Optional<Decision.Rejected> full = keep(turn, signal);
      if (full.isEmpty()) {
        step.resolve(SIGNAL_RECEIVED);
        step.raise(IncidentCode.DEFINITION_FAULT, fault.reason());
      }
      return full;
    }
  }

  /** The step that could not apply its signal. */
  private static Optional<StepTurn> faulted(Turn turn, List<StepPlan.Signal> waits) {
    return waits.stream()
        .map(wait -> turn.on(wait.name()))
        .filter(step -> step.hasIncident(IncidentCode.DEFINITION_FAULT))
        .findFirst();
  }

  /** A signal that could not be applied is replaced by the next one; it is in the journal. */
  private static void dropFaulted(StepTurn step) {
    StepPlan.Signal plan = plan(step);
    if (step.hasIncident(IncidentCode.DEFINITION_FAULT) && hasEarly(step.turn(), plan)) {
      step.turn().apply(new SagaEvent.SignalTaken(plan.name(), plan.signal()));
    }
  }

  static boolean hasEarly(Turn turn, StepPlan.Signal plan) {
    return turn.state().signals().stream().anyMatch(kept -> kept.name().equals(plan.signal()));
  }

  /** A waiting step applies a signal that arrived while the definition was not deployed. */
  static boolean takeKept(Turn turn) {
    for (StepState step : turn.state().steps().open()) {
      if (step.status() == StepStatus.WAITING && !turn.state().signals().isEmpty()) {
        StepTurn waiting = turn.on(step.name());
        if (!waiting.hasIncident() && hasEarly(turn, plan(waiting))) {
          turn.fire(waiting, StepTrigger.RETRY);
          return true;
        }
      }
    }
    return false;
  }

  /** Uses the oldest early signal; returns the fault that prevented it from being applied. */
  static Optional<DefinitionFault> takeEarly(StepTurn step, StepPlan.Signal plan) {
    Turn turn = step.turn();
    BufferedSignal early =
        turn.state().signals().stream()
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
      StepResult result = turn.saga().applySignal(plan, turn.state().data(), early.payload());
      turn.apply(new SagaEvent.SignalTaken(plan.name(), plan.signal()));
      ForwardRules.conclude(step, result);
      return Optional.empty();
    } catch (DefinitionFault fault) {
      return Optional.of(fault);
    }
  }
}
