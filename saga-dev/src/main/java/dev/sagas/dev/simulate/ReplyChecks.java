package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.StepStatus;
import dev.sagas.protocol.Action;
import dev.sagas.protocol.DeduplicationKey;
import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepOutcome;
import java.util.Optional;

/** Which replies count (R4): success and rejection of any attempt, failure of the newest. */
final class ReplyChecks {
  private ReplyChecks() {}

  static void check(
      ReferenceModel reference,
      SagaInput.Reply reply,
      Moment moment,
      SimulatedDeployment deployment) {
    Optional<Effect> expected = expected(reference, reply);
    if (expected.isEmpty()) {
      unless(
          !moment.isAccepted(),
          Invariant.REPLIES,
          () -> "a reply counted that must not: " + moment.words());
      return;
    }
    boolean broken = deployment.isBroken(reply.inReplyTo().key().step(), DefinitionFunction.REPLY);
    if (broken && takesData(expected.get()) && reference.status == SagaStatus.RUNNING) {
      boolean hadIncident = reference.step(reply.inReplyTo().key().step()).incident.isPresent();
      unless(
          hadIncident != moment.has(new HadEffect(Effect.INCIDENT_RAISED)),
          Invariant.REPLIES,
          () -> "a definition's fault is not one incident: " + moment.words());
      return;
    }
    unless(
        moment.has(new HadEffect(expected.get())),
        Invariant.REPLIES,
        () -> "a reply did not count: " + moment.words());
  }

  /** What a reply that counts leads to. */
  private enum Effect {
    SUCCEEDED,
    LATE_SUCCESS,
    REJECTED,
    ATTEMPT_FAILED,
    COMPENSATED,
    COMPENSATION_GIVEN_UP,
    INCIDENT_RAISED
  }

  /** True for the event that says that a reply had an effect. */
  private static final class HadEffect extends EventQuestion {
    private final Effect effect;

    HadEffect(Effect effect) {
      this.effect = effect;
    }

    @Override
    public Boolean stepSucceeded(SagaEvent.StepSucceeded event) {
      return effect == Effect.SUCCEEDED;
    }

    @Override
    public Boolean lateSuccess(SagaEvent.LateSuccess event) {
      return effect == Effect.LATE_SUCCESS;
    }

    @Override
    public Boolean stepRejected(SagaEvent.StepRejected event) {
      return effect == Effect.REJECTED;
    }

    @Override
    public Boolean attemptFailed(SagaEvent.AttemptFailed event) {
      return effect == Effect.ATTEMPT_FAILED;
    }

    @Override
    public Boolean stepCompensated(SagaEvent.StepCompensated event) {
      return effect == Effect.COMPENSATED;
    }

    @Override
    public Boolean compensationGivenUp(SagaEvent.CompensationGivenUp event) {
      return effect == Effect.COMPENSATION_GIVEN_UP;
    }

    @Override
    public Boolean incidentRaised(SagaEvent.IncidentRaised event) {
      return effect == Effect.INCIDENT_RAISED;
    }
  }

  private static boolean takesData(Effect effect) {
    return switch (effect) {
      case SUCCEEDED, REJECTED -> true;
      case LATE_SUCCESS, ATTEMPT_FAILED, COMPENSATED, COMPENSATION_GIVEN_UP, INCIDENT_RAISED ->
          false;
    };
  }

  /** What the reply must lead to; empty if it must not count. */
  private static Optional<Effect> expected(ReferenceModel reference, SagaInput.Reply reply) {
    DeduplicationKey key = reply.inReplyTo().key();
    ReferenceStep step = reference.steps.get(key.step());
    if (!key.run().equals(reference.identity.run())
        || step == null
        || step.plan.asCommand().isEmpty()
        || step.tried(key.action()).epoch() != key.epoch()
        || key.epoch() < step.executes.epoch()) {
      return Optional.empty();
    }
    boolean newest = step.tried(key.action()).attempt() == reply.inReplyTo().attempt();
    boolean failureCounts = newest && step.incident.isEmpty();
    return key.action() == Action.EXECUTE
        ? toExecute(reference, step, reply.outcome(), failureCounts)
        : toCompensate(step, reply.outcome(), failureCounts);
  }

  private static Optional<Effect> toExecute(
      ReferenceModel reference, ReferenceStep step, StepOutcome outcome, boolean failureCounts) {
    boolean tried = step.status.isExecuting();
    boolean stuck = reference.status == SagaStatus.RUNNING && step.incident.isPresent();
    boolean unknown = step.status == StepStatus.OUTCOME_UNKNOWN;
    boolean maybe = unknown || (step.status == StepStatus.SKIPPED && step.sequence.isPresent());
    return switch (outcome) {
      case SUCCEEDED -> {
        if (tried || (unknown && stuck)) {
          yield Optional.of(Effect.SUCCEEDED);
        }
        yield maybe && !step.outcomeKnown ? Optional.of(Effect.LATE_SUCCESS) : Optional.empty();
      }
      case REJECTED ->
          tried || (unknown && stuck) ? Optional.of(Effect.REJECTED) : Optional.empty();
      case FAILED ->
          step.status == StepStatus.EXECUTING && failureCounts
              ? Optional.of(Effect.ATTEMPT_FAILED)
              : Optional.empty();
    };
  }

  private static Optional<Effect> toCompensate(
      ReferenceStep step, StepOutcome outcome, boolean failureCounts) {
    boolean tried = step.status.isUndoing();
    return switch (outcome) {
      case SUCCEEDED ->
          tried || step.status == StepStatus.COMPENSATION_GIVEN_UP
              ? Optional.of(Effect.COMPENSATED)
              : Optional.empty();
      case REJECTED -> tried ? Optional.of(Effect.COMPENSATION_GIVEN_UP) : Optional.empty();
      case FAILED ->
          step.status == StepStatus.COMPENSATING && failureCounts
              ? Optional.of(Effect.ATTEMPT_FAILED)
              : Optional.empty();
    };
  }
}
