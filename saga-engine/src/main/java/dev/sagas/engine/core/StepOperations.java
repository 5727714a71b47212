package dev.sagas.engine.core;

import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.protocol.Action;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What an operator can do to one step: retry it, skip it, declare it as failed (R16). */
final class StepOperations {
  private static final String RETRIED = "RETRIED";
  private static final String SKIPPED = "SKIPPED";
  private static final String FAILED = "FAILED";
  private static final String FAILED_BY_OPERATOR = "FAILED_BY_OPERATOR";
  private static final String SKIPPED_BY_OPERATOR = "SKIPPED_BY_OPERATOR";

  private StepOperations() {}

  private static Optional<Decision.Rejected> refused(StepContext step, String why) {
    return Optional.of(
        new Decision.Rejected(
            Rejection.REFUSED_OPERATION,
            "Step " + step.name() + " is " + step.step().status() + ": " + why));
  }

  static Optional<Decision.Rejected> nothingToRetry(StepContext step) {
    return refused(step, "there is nothing to try again");
  }

  static Optional<Decision.Rejected> nothingToSkip(StepContext step) {
    return refused(step, "there is nothing to skip");
  }

  static Optional<Decision.Rejected> nothingToFail(StepContext step) {
    return refused(step, "there is nothing that could fail");
  }

  /** A step that failed before anything was sent, or whose compensation could not be made. */
  static Optional<Decision.Rejected> retryIncident(StepContext step) {
    if (!step.hasIncident()) {
      return nothingToRetry(step);
    }
    step.resolve(RETRIED);
    return Optional.empty();
  }

  /** Another attempt at once, with as many further ones as the policy allows. */
  static Optional<Decision.Rejected> retryExecute(StepContext step) {
    if (!step.isForward()) {
      return refused(step, "the saga turns back, nothing is tried again");
    }
    return execute(step, step.step().epoch(), step.step().attempt() + 1);
  }

  private static Optional<Decision.Rejected> execute(StepContext step, int epoch, int attempt) {
    step.resolve(RETRIED);
    step.builder().apply(new ControlEvent.RetryOrdered(step.name(), Action.EXECUTE));
    StepContext ordered = step.builder().on(step.name());
    CommandRules.execute(ordered, epoch, attempt)
        .ifPresent(fault -> step.raise(IncidentCode.DEFINITION_FAULT, fault.reason()));
    return Optional.empty();
  }

  /**
   * The same epoch: whatever an earlier attempt did, there is one effect. If the participant may
   * have forgotten it, the operator vouches that the effect is there, and it is undone.
   */
  static Optional<Decision.Rejected> retryUnknown(StepContext step) {
    if (step.hasIncident(IncidentCode.FENCE_EXPIRED) && !step.isForward()) {
      step.resolve(RETRIED);
      step.builder()
          .apply(
              new SagaEvent.StepSucceeded(
                  step.name(), step.step().sequence().orElseThrow(), step.step().reply()));
      return Optional.empty();
    }
    return step.hasIncident() && step.isForward() ? retryExecute(step) : retryIncident(step);
  }

  /** The participant remembers the rejection: only a new epoch is evaluated again. */
  static Optional<Decision.Rejected> retryRejected(StepContext step) {
    if (!step.hasIncident() || step.plan().asCommand().isEmpty()) {
      return nothingToRetry(step);
    }
    return execute(step, step.step().epoch() + 1, 1);
  }

  static Optional<Decision.Rejected> retryWait(StepContext step) {
    StepPlan.Signal plan = SignalRules.plan(step);
    if (!step.hasIncident() && !SignalRules.hasEarly(step.builder(), plan)) {
      return nothingToRetry(step);
    }
    step.resolve(RETRIED);
    if (SignalRules.hasEarly(step.builder(), plan)) {
      SignalRules.takeEarly(step, plan)
          .ifPresent(fault -> step.raise(IncidentCode.DEFINITION_FAULT, fault.reason()));
    } else {
      ForwardRules.waitFor(step, plan);
    }
    return Optional.empty();
  }

  static Optional<Decision.Rejected> retryCompensate(StepContext step) {
    return compensate(
        step, step.step().attempts().undoEpoch().orElseThrow(), step.step().attempt() + 1);
  }

  /** A rejection is remembered by the participant, so that it takes a new epoch. */
  static Optional<Decision.Rejected> retryGivenUp(StepContext step) {
    String rejected = IncidentCode.COMPENSATION_REJECTED.name();
    OptionalInt sent = step.step().attempts().undoEpoch();
    if (sent.isEmpty()) {
      // It was left in place before any compensate could be made.
      return compensate(step, step.step().epoch(), 1);
    }
    int epoch = sent.getAsInt();
    return step.builder().state().incidentOf(step.name()).stream()
            .anyMatch(incident -> incident.code().equals(rejected))
        ? compensate(step, epoch + 1, 1)
        : compensate(step, epoch, step.step().attempt() + 1);
  }

  private static Optional<Decision.Rejected> compensate(StepContext step, int epoch, int attempt) {
    step.resolve(RETRIED);
    step.builder().apply(new ControlEvent.RetryOrdered(step.name(), Action.COMPENSATE));
    CommandRules.compensate(step.builder().on(step.name()), epoch, attempt);
    return Optional.empty();
  }

  /** Continues without the step; if something was sent it counts as an effect that may be there. */
  static Optional<Decision.Rejected> skipForward(StepContext step) {
    if (!step.isForward()) {
      return refused(step, "the saga turns back, nothing is skipped");
    }
    DecisionBuilder builder = step.builder();
    boolean maybeThere = step.step().status() != StepStatus.REJECTED && step.step().attempt() > 0;
    step.resolve(SKIPPED);
    builder.apply(
        new SagaEvent.StepSkipped(
            step.name(),
            SkipCause.OPERATOR,
            maybeThere ? OptionalLong.of(builder.nextSequence()) : OptionalLong.empty()));
    if (step.plan().pivot() && builder.state().control().heldCancel().isPresent()) {
      builder.apply(new ControlEvent.CancelRefused());
    }
    return Optional.empty();
  }

  /** A step that a restart reopened cannot be skipped before its turn has come. */
  static Optional<Decision.Rejected> skipBlocked(StepContext step) {
    return step.hasIncident() ? skipForward(step) : notItsTurn(step);
  }

  static Optional<Decision.Rejected> failBlocked(StepContext step) {
    return step.hasIncident() ? fail(step) : notItsTurn(step);
  }

  private static Optional<Decision.Rejected> notItsTurn(StepContext step) {
    return refused(step, "its turn has not come");
  }

  static Optional<Decision.Rejected> skipStuck(StepContext step) {
    if (!step.hasIncident()) {
      return nothingToSkip(step);
    }
    return step.isForward() ? skipForward(step) : skipUndo(step);
  }

  /** Leaves the effect in place: the saga can no longer end as compensated. */
  static Optional<Decision.Rejected> skipUndo(StepContext step) {
    DecisionBuilder builder = step.builder();
    if (builder.state().control().restartFrom().isPresent()) {
      return refused(step, "a restart needs every effect undone; compensate instead, or retry");
    }
    if (step.step().status() == StepStatus.COMPENSATION_GIVEN_UP) {
      if (!step.hasIncident()) {
        return nothingToSkip(step);
      }
    } else {
      builder.apply(
          new SagaEvent.CompensationGivenUp(
              step.name(), SKIPPED_BY_OPERATOR, step.operation().reason()));
    }
    step.resolve(SKIPPED);
    return Optional.empty();
  }

  /** What was sent may have taken effect; what was not has none. Then the saga turns back. */
  static Optional<Decision.Rejected> fail(StepContext step) {
    if (!step.isForward()) {
      return refused(step, "the saga turns back already");
    }
    if (step.builder().state().control().pivotSent()) {
      return refused(
          step, "from the pivot on nothing is undone; retry it, skip it, or end the saga");
    }
    if (step.step().attempt() > 0) {
      CommandRules.becomeUnknown(step);
    } else {
      step.resolve(FAILED);
      step.builder().apply(new SagaEvent.StepAbandoned(step.name()));
    }
    StopRules.failed(step, FAILED_BY_OPERATOR, step.operation().reason());
    return Optional.empty();
  }

  /** An operator vouches that a pivot whose outcome is unknown did not take effect (R13). */
  static Optional<Decision.Rejected> failUnknown(StepContext step) {
    if (!step.isForward() || !step.hasIncident() || !step.plan().pivot()) {
      return nothingToFail(step);
    }
    String reason = step.operation().reason();
    step.resolve(FAILED);
    step.builder().apply(new SagaEvent.StepRejected(step.name(), FAILED_BY_OPERATOR, reason));
    StopRules.rejected(step, FAILED_BY_OPERATOR, reason);
    return Optional.empty();
  }
}
