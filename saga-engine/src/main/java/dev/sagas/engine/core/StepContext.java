package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.Optional;

/**
 * One step in a decision in progress.
 *
 * @param step as it was when the trigger arrived
 * @param input what caused the decision, if the rule needs it
 */
record StepContext(
    DecisionBuilder builder, StepPlan plan, StepState step, Optional<SagaInput> input) {
  StepContext(DecisionBuilder builder, StepPlan plan, StepState step) {
    this(builder, plan, step, Optional.empty());
  }

  StepContext with(SagaInput cause) {
    return new StepContext(builder, plan, step, Optional.of(cause));
  }

  StepName name() {
    return plan.name();
  }

  /** The plan of a step that sends commands. */
  StepPlan.Command command() {
    return plan.asCommand()
        .orElseThrow(
            () -> new IllegalStateException("Expected step " + name() + " to send commands"));
  }

  /** The reply that caused the decision. */
  SagaInput.Reply reply() {
    return input
        .flatMap(SagaInput::asReply)
        .orElseThrow(() -> new IllegalStateException("Expected a reply for step " + name()));
  }

  /** The operation that caused the decision. */
  SagaInput.Operation operation() {
    return input
        .flatMap(SagaInput::asOperation)
        .orElseThrow(() -> new IllegalStateException("Expected an operation for step " + name()));
  }

  boolean hasIncident() {
    return builder.state().incidentOf(name()).isPresent();
  }

  boolean hasIncident(IncidentCode code) {
    return builder.state().incidentOf(name()).stream()
        .anyMatch(incident -> incident.code().equals(code.name()));
  }

  /** True if an answer to a command is awaited. */
  boolean isOnItsWay() {
    return step.status() == StepStatus.EXECUTING || step.status() == StepStatus.COMPENSATING;
  }

  /** True if from this step on nothing may be undone, and it is not the pivot itself (R13). */
  boolean isPastPivot() {
    return builder.state().control().pivotSent() && !plan.pivot();
  }

  /** True if the saga still goes forward. */
  boolean isForward() {
    return builder.state().status() == SagaStatus.RUNNING;
  }

  void raise(IncidentCode code, String message) {
    builder.raise(Optional.of(name()), code, message);
  }

  void resolve(String how) {
    builder.resolveIncident(name(), how);
  }

  /**
   * An answer that can be applied resolves the step's incident, and one of the saga as a whole:
   * what blocked it no longer does.
   */
  void settledByReply() {
    resolve("LATE_REPLY");
    builder.resolveSagaIncident("LATE_REPLY");
  }
}
