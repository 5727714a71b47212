package dev.sagas.testkit.simulate;

import static dev.sagas.testkit.simulate.InvariantBroken.unless;

import dev.sagas.orchestrator.core.Decision;
import dev.sagas.orchestrator.core.IncidentCode;
import dev.sagas.orchestrator.core.SagaEvent;
import dev.sagas.orchestrator.core.SagaInput;
import dev.sagas.orchestrator.core.StepPlan;
import dev.sagas.orchestrator.core.StepStatus;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/** What a signal comes to: it ends a wait, is kept for one, or is refused (R3). */
final class SignalChecks {
  /** How many early signals a saga keeps. */
  static final int MAX_SIGNALS = 3;

  /** How many bytes they may have together. */
  static final int MAX_SIGNAL_BYTES = 80;

  private final Deployment deployment;

  SignalChecks(Deployment deployment) {
    this.deployment = deployment;
  }

  void check(Shadow shadow, SagaInput.Signal signal, Moment moment) {
    List<StepPlan.Signal> waits =
        signal.payloadType().equals(DefinitionMaker.SIGNAL_TYPE)
            ? shadow.plan.waitsFor(signal.name())
            : List.of();
    long kept = shadow.kept(signal.name());
    boolean faulted = waits.stream().anyMatch(wait -> hasFaulted(shadow.step(wait.name())));
    Optional<StepName> taker = kept > 0 && !faulted ? Optional.empty() : waiting(shadow, waits);
    long toCome = waits.stream().filter(wait -> mayTake(shadow.step(wait.name()))).count();
    if (taker.isPresent() && !deployment.isBroken(taker.get(), DefinitionFunction.SIGNAL)) {
      unless(
          concludes(moment, taker.get()),
          Invariant.SIGNALS,
          () -> "the wait continued after " + moment.words());
    } else if (faulted && kept > 0) {
      unless(
          fitsInstead(shadow, signal) == (keeps(moment) && takes(moment)),
          Invariant.SIGNALS,
          () -> "a signal did not take the place of the faulted one: " + moment.words());
    } else if (taker.isPresent() || (kept < toCome && InputChecks.goesForward(shadow))) {
      checkKept(shadow, signal, moment);
    } else {
      unless(
          !moment.isAccepted(), Invariant.SIGNALS, () -> "nobody can take it: " + moment.words());
    }
  }

  /** Where the definition is not deployed no one can tell what a signal is for. */
  static void checkKept(Shadow shadow, SagaInput.Signal signal, Moment moment) {
    boolean fits = fits(shadow, signal);
    unless(
        fits == keeps(moment),
        Invariant.SIGNALS,
        () -> "an early signal was not handled right: " + moment.words());
  }

  private static boolean hasFaulted(ShadowStep step) {
    return step.incident.filter(code -> code == IncidentCode.DEFINITION_FAULT).isPresent();
  }

  private static boolean takes(Moment moment) {
    return moment.decision() instanceof Decision.Accepted accepted
        && accepted.events().stream().anyMatch(SagaEvent.SignalTaken.class::isInstance);
  }

  private static Optional<StepName> waiting(Shadow shadow, List<StepPlan.Signal> waits) {
    return waits.stream()
        .map(StepPlan.Signal::name)
        .filter(step -> shadow.step(step).status == StepStatus.WAITING)
        .findFirst();
  }

  private static boolean mayTake(ShadowStep step) {
    return step.status == StepStatus.PENDING || step.status == StepStatus.WAITING;
  }

  /** In place of the oldest of its name. */
  private static boolean fitsInstead(Shadow shadow, SagaInput.Signal signal) {
    int bytes = shadow.signals.stream().mapToInt(kept -> kept.payload().size()).sum();
    int left =
        shadow.signals.stream()
            .filter(kept -> kept.name().equals(signal.name()))
            .findFirst()
            .map(kept -> kept.payload().size())
            .orElse(0);
    return bytes - left + signal.payload().size() <= MAX_SIGNAL_BYTES;
  }

  private static boolean fits(Shadow shadow, SagaInput.Signal signal) {
    int bytes = shadow.signals.stream().mapToInt(kept -> kept.payload().size()).sum();
    return shadow.signals.size() < MAX_SIGNALS
        && bytes + signal.payload().size() <= MAX_SIGNAL_BYTES;
  }

  private static boolean concludes(Moment moment, StepName step) {
    return moment.decision() instanceof Decision.Accepted accepted
        && accepted.events().stream()
            .anyMatch(
                event ->
                    (event instanceof SagaEvent.StepSucceeded done && done.step().equals(step))
                        || (event instanceof SagaEvent.StepRejected refused
                            && refused.step().equals(step)));
  }

  private static boolean keeps(Moment moment) {
    return moment.decision() instanceof Decision.Accepted accepted
        && accepted.events().stream().anyMatch(SagaEvent.SignalBuffered.class::isInstance);
  }
}
