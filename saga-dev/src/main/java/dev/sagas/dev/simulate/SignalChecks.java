package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.engine.core.IncidentCode;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/** What a signal comes to: it ends a wait, is kept for one, or is refused (R3). */
final class SignalChecks {
  /** How many early signals a saga keeps. */
  static final int MAX_SIGNALS = 3;

  /** How many bytes they may have together. */
  static final int MAX_SIGNAL_BYTES = 80;

  private static final EventQuestion KEEPS = new Keeps();
  private static final EventQuestion TAKES = new Takes();

  private final SimulatedDeployment deployment;

  SignalChecks(SimulatedDeployment deployment) {
    this.deployment = deployment;
  }

  void check(ReferenceModel reference, SagaInput.Signal signal, Moment moment) {
    List<StepPlan.Signal> waits =
        signal.payloadType().equals(DefinitionMaker.SIGNAL_TYPE)
            ? reference.plan.waitsFor(signal.name())
            : List.of();
    long kept = reference.kept(signal.name());
    boolean faulted = waits.stream().anyMatch(wait -> hasFaulted(reference.step(wait.name())));
    Optional<StepName> taker = kept > 0 && !faulted ? Optional.empty() : waiting(reference, waits);
    long toCome = waits.stream().filter(wait -> mayTake(reference.step(wait.name()))).count();
    if (taker.isPresent() && !deployment.isBroken(taker.get(), DefinitionFunction.SIGNAL)) {
      unless(
          moment.has(new Concludes(taker.get())),
          Invariant.SIGNALS,
          () -> "the wait continued after " + moment.words());
    } else if (faulted && kept > 0) {
      unless(
          fitsInstead(reference, signal) == (moment.has(KEEPS) && moment.has(TAKES)),
          Invariant.SIGNALS,
          () -> "a signal did not take the place of the faulted one: " + moment.words());
    } else if (taker.isPresent() || (kept < toCome && InputChecks.goesForward(reference))) {
      checkKept(reference, signal, moment);
    } else {
      unless(
          !moment.isAccepted(), Invariant.SIGNALS, () -> "nobody can take it: " + moment.words());
    }
  }

  /** Where the definition is not deployed no one can tell what a signal is for. */
  static void checkKept(ReferenceModel reference, SagaInput.Signal signal, Moment moment) {
    boolean fits = fits(reference, signal);
    unless(
        fits == moment.has(KEEPS),
        Invariant.SIGNALS,
        () -> "an early signal was not handled right: " + moment.words());
  }

  private static boolean hasFaulted(ReferenceStep step) {
    return step.incident.filter(code -> code == IncidentCode.DEFINITION_FAULT).isPresent();
  }

  private static Optional<StepName> waiting(ReferenceModel reference, List<StepPlan.Signal> waits) {
    return waits.stream()
        .map(StepPlan.Signal::name)
        .filter(step -> reference.step(step).status == StepStatus.WAITING)
        .findFirst();
  }

  private static boolean mayTake(ReferenceStep step) {
    return step.status == StepStatus.PENDING || step.status == StepStatus.WAITING;
  }

  /** In place of the oldest of its name. */
  private static boolean fitsInstead(ReferenceModel reference, SagaInput.Signal signal) {
    int bytes = reference.signals.stream().mapToInt(kept -> kept.payload().size()).sum();
    int left =
        reference.signals.stream()
            .filter(kept -> kept.name().equals(signal.name()))
            .findFirst()
            .map(kept -> kept.payload().size())
            .orElse(0);
    return bytes - left + signal.payload().size() <= MAX_SIGNAL_BYTES;
  }

  private static boolean fits(ReferenceModel reference, SagaInput.Signal signal) {
    int bytes = reference.signals.stream().mapToInt(kept -> kept.payload().size()).sum();
    return reference.signals.size() < MAX_SIGNALS
        && bytes + signal.payload().size() <= MAX_SIGNAL_BYTES;
  }

  /** True for the event that ends a step's wait. */
  private static final class Concludes extends EventQuestion {
    private final StepName step;

    Concludes(StepName step) {
      this.step = step;
    }

    @Override
    public Boolean stepSucceeded(SagaEvent.StepSucceeded event) {
      return event.step().equals(step);
    }

    @Override
    public Boolean stepRejected(SagaEvent.StepRejected event) {
      return event.step().equals(step);
    }
  }

  /** True for a signal that was kept before and is used now. */
  private static final class Takes extends EventQuestion {
    @Override
    public Boolean signalTaken(SagaEvent.SignalTaken event) {
      return true;
    }
  }

  /** True for a signal that is kept. */
  private static final class Keeps extends EventQuestion {
    @Override
    public Boolean signalBuffered(SagaEvent.SignalBuffered event) {
      return true;
    }
  }
}
