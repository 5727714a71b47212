package dev.sagas.dev.simulate;

import static dev.sagas.dev.simulate.InvariantBroken.unless;

import dev.sagas.engine.core.Decision;
import dev.sagas.engine.core.SagaEvent;
import dev.sagas.engine.core.SagaInput;
import dev.sagas.engine.core.StepPlan;
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
    Optional<Class<? extends SagaEvent>> expected = expected(reference, reply);
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
          hadIncident != has(moment, SagaEvent.IncidentRaised.class),
          Invariant.REPLIES,
          () -> "a definition's fault is not one incident: " + moment.words());
      return;
    }
    unless(
        has(moment, expected.get()),
        Invariant.REPLIES,
        () -> "a reply did not count: " + moment.words());
  }

  private static boolean takesData(Class<? extends SagaEvent> event) {
    return event == SagaEvent.StepSucceeded.class || event == SagaEvent.StepRejected.class;
  }

  private static boolean has(Moment moment, Class<? extends SagaEvent> type) {
    return moment.decision() instanceof Decision.Accepted accepted
        && accepted.events().stream().anyMatch(type::isInstance);
  }

  /** The event that tells what the reply came to; empty if it must not count. */
  private static Optional<Class<? extends SagaEvent>> expected(
      ReferenceModel reference, SagaInput.Reply reply) {
    DeduplicationKey key = reply.inReplyTo().key();
    ReferenceStep step = reference.steps.get(key.step());
    if (!key.run().equals(reference.identity.run())
        || step == null
        || !(step.plan instanceof StepPlan.Command)
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

  private static Optional<Class<? extends SagaEvent>> toExecute(
      ReferenceModel reference, ReferenceStep step, StepOutcome outcome, boolean failureCounts) {
    boolean tried = step.status.isExecuting();
    boolean stuck = reference.status == SagaStatus.RUNNING && step.incident.isPresent();
    boolean unknown = step.status == StepStatus.OUTCOME_UNKNOWN;
    boolean maybe = unknown || (step.status == StepStatus.SKIPPED && step.sequence.isPresent());
    return switch (outcome) {
      case SUCCEEDED -> {
        if (tried || (unknown && stuck)) {
          yield Optional.of(SagaEvent.StepSucceeded.class);
        }
        yield maybe && !step.outcomeKnown
            ? Optional.of(SagaEvent.LateSuccess.class)
            : Optional.empty();
      }
      case REJECTED ->
          tried || (unknown && stuck)
              ? Optional.of(SagaEvent.StepRejected.class)
              : Optional.empty();
      case FAILED ->
          step.status == StepStatus.EXECUTING && failureCounts
              ? Optional.of(SagaEvent.AttemptFailed.class)
              : Optional.empty();
    };
  }

  private static Optional<Class<? extends SagaEvent>> toCompensate(
      ReferenceStep step, StepOutcome outcome, boolean failureCounts) {
    boolean tried = step.status.isUndoing();
    return switch (outcome) {
      case SUCCEEDED ->
          tried || step.status == StepStatus.COMPENSATION_GIVEN_UP
              ? Optional.of(SagaEvent.StepCompensated.class)
              : Optional.empty();
      case REJECTED -> tried ? Optional.of(SagaEvent.CompensationGivenUp.class) : Optional.empty();
      case FAILED ->
          step.status == StepStatus.COMPENSATING && failureCounts
              ? Optional.of(SagaEvent.AttemptFailed.class)
              : Optional.empty();
    };
  }
}
