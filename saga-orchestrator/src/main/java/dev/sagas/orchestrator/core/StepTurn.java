package dev.sagas.orchestrator.core;

import dev.sagas.protocol.StepName;
import java.util.Optional;

/**
 * One step in a decision in progress.
 *
 * @param step as it was when the trigger arrived
 * @param input what caused the decision, if the rule needs it
 */
record StepTurn(Turn turn, StepPlan plan, StepState step, Optional<SagaInput> input) {
  StepTurn(Turn turn, StepPlan plan, StepState step) {
    this(turn, plan, step, Optional.empty());
  }

  StepTurn with(SagaInput cause) {
    return new StepTurn(turn, plan, step, Optional.of(cause));
  }

  StepName name() {
    return plan.name();
  }

  /** The plan of a step that sends commands. */
  StepPlan.Command command() {
    if (plan instanceof StepPlan.Command command) {
      return command;
    }
    throw new IllegalStateException("Expected step " + name() + " to send commands");
  }

  /** The reply that caused the decision. */
  SagaInput.Reply reply() {
    if (input.isPresent() && input.get() instanceof SagaInput.Reply reply) {
      return reply;
    }
    throw new IllegalStateException("Expected a reply for step " + name());
  }

  /** The operation that caused the decision. */
  SagaInput.Operation operation() {
    if (input.isPresent() && input.get() instanceof SagaInput.Operation operation) {
      return operation;
    }
    throw new IllegalStateException("Expected an operation for step " + name());
  }

  boolean hasIncident() {
    return turn.state().incidentOf(name()).isPresent();
  }

  boolean hasIncident(IncidentCode code) {
    return turn.state().incidentOf(name()).stream()
        .anyMatch(incident -> incident.code().equals(code.name()));
  }

  /** True if an answer to a command is awaited. */
  boolean isOnItsWay() {
    return step.status() == StepStatus.EXECUTING || step.status() == StepStatus.COMPENSATING;
  }

  /** True if from this step on nothing may be undone, and it is not the pivot itself (R13). */
  boolean isPastPivot() {
    return turn.state().control().pivotSent() && !plan.pivot();
  }

  /** True if the saga still goes forward. */
  boolean isForward() {
    return turn.state().status() == SagaStatus.RUNNING;
  }

  void raise(IncidentCode code, String message) {
    turn.raise(Optional.of(name()), code, message);
  }

  void resolve(String how) {
    turn.resolveIncident(name(), how);
  }

  /**
   * An answer that can be applied resolves the step's incident, and one of the saga as a whole:
   * what blocked it no longer does.
   */
  void settledByReply() {
    resolve("LATE_REPLY");
    turn.resolveSagaIncident("LATE_REPLY");
  }
}
