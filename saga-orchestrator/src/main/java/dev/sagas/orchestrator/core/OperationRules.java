package dev.sagas.orchestrator.core;

import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/** What an operator's action does (R16): journaled with who and why, applied once. */
final class OperationRules {
  private OperationRules() {}

  static Optional<Decision.Rejected> decide(Turn turn, SagaInput.Operation operation) {
    if (turn.state().control().operations().contains(operation.operationId())) {
      return Optional.of(
          new Decision.Rejected(
              Rejection.DUPLICATE_OPERATION,
              "Operation " + operation.operationId() + " was applied before"));
    }
    if (!turn.isDeployed() && needsDefinition(operation.kind())) {
      return SagaOperations.refused(
          turn,
          "version %s of its definition is not deployed; deploy it, or migrate the saga"
              .formatted(turn.state().identity().version()));
    }
    turn.apply(
        new ControlEvent.OperationApplied(
            operation.operationId(), operation.kind(), operation.actor(), operation.reason()));
    return apply(turn, operation);
  }

  private static boolean needsDefinition(OperationKind kind) {
    return switch (kind) {
      case PAUSE, RESUME, MIGRATE, END -> false;
      case CANCEL, COMPENSATE, RETRY, SKIP, FAIL, EDIT_DATA, RESTART -> true;
    };
  }

  private static Optional<Decision.Rejected> apply(Turn turn, SagaInput.Operation operation) {
    return switch (operation.kind()) {
      case PAUSE -> turn.fire(SagaTrigger.PAUSE, operation);
      case RESUME -> turn.fire(SagaTrigger.RESUME, operation);
      case CANCEL -> turn.fire(SagaTrigger.CANCEL, operation);
      case COMPENSATE -> turn.fire(SagaTrigger.COMPENSATE, operation);
      case EDIT_DATA -> turn.fire(SagaTrigger.EDIT_DATA, operation);
      case RESTART -> turn.fire(SagaTrigger.RESTART, operation);
      case MIGRATE -> turn.fire(SagaTrigger.MIGRATE, operation);
      case END -> turn.fire(SagaTrigger.END, operation);
      case RETRY -> retry(turn, operation);
      case SKIP -> onStep(turn, operation, StepTrigger.SKIP);
      case FAIL -> onStep(turn, operation, StepTrigger.FAIL);
    };
  }

  private static Optional<Decision.Rejected> onStep(
      Turn turn, SagaInput.Operation operation, StepTrigger trigger) {
    Optional<StepName> step = operation.step().filter(name -> isBegun(turn, name));
    return step.isEmpty()
        ? SagaOperations.refused(turn, "expected a step that has begun")
        : turn.fire(turn.on(step.get()).with(operation), trigger);
  }

  private static boolean isBegun(Turn turn, StepName step) {
    return turn.plan().find(step).isPresent() && turn.state().step(step).isPresent();
  }

  private static Optional<Decision.Rejected> retry(Turn turn, SagaInput.Operation operation) {
    if (turn.state().control().pause().isPresent()) {
      return SagaOperations.refused(turn, "it is paused; resume it first");
    }
    if (operation.step().isPresent()) {
      return turn.state().isFrozen()
          ? SagaOperations.refused(turn, "it has an incident as a whole; retry it without a step")
          : onStep(turn, operation, StepTrigger.RETRY);
    }
    Optional<Incident> incident = turn.state().sagaIncident();
    turn.resolveSagaIncident("RETRIED");
    List<StepState> stuck = stuck(turn, incident.isPresent());
    if (incident.isEmpty() && stuck.isEmpty()) {
      return SagaOperations.refused(turn, "nothing waits to be tried again");
    }
    for (StepState step : stuck) {
      turn.fire(turn.on(step.name()).with(operation), StepTrigger.RETRY);
    }
    return Optional.empty();
  }

  /**
   * What a retry without a step is about: steps with an incident and those that wait for their next
   * attempt; after an incident of the saga as a whole also those whose answer was not applied.
   */
  private static List<StepState> stuck(Turn turn, boolean answersLost) {
    return turn.state().steps().all().stream()
        .filter(
            step ->
                turn.state().incidentOf(step.name()).isPresent()
                    || step.status() == StepStatus.EXECUTE_BACKOFF
                    || step.status() == StepStatus.COMPENSATE_BACKOFF
                    || (answersLost
                        && (step.status() == StepStatus.EXECUTING || step.status().isUndoing())))
        .toList();
  }
}
