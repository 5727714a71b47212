package dev.sagas.engine.core;

import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/** What an operator's action does (R16): journaled with who and why, applied once. */
final class OperationRules {
  private OperationRules() {}

  static Optional<Decision.Rejected> decide(
      DecisionBuilder builder, SagaInput.Operation operation) {
    if (builder.state().control().operations().contains(operation.operationId())) {
      return Optional.of(
          new Decision.Rejected(
              Rejection.DUPLICATE_OPERATION,
              "Operation " + operation.operationId() + " was applied before"));
    }
    if (!builder.isDeployed() && needsDefinition(operation.kind())) {
      return SagaOperations.refused(
          builder,
          "version %s of its definition is not deployed; deploy it, or migrate the saga"
              .formatted(builder.state().identity().version()));
    }
    builder.apply(
        new ControlEvent.OperationApplied(
            operation.operationId(), operation.kind(), operation.actor(), operation.reason()));
    if (builder.state().isHeldBack() && endsHolding(operation.kind())) {
      builder.apply(new ControlEvent.Resumed());
    }
    return apply(builder, operation);
  }

  /** What is to take effect at once, although the saga has not begun (R30). */
  private static boolean endsHolding(OperationKind kind) {
    return switch (kind) {
      case PAUSE, CANCEL, COMPENSATE -> true;
      case RESUME, RETRY, SKIP, FAIL, EDIT_DATA, RESTART, MIGRATE, END -> false;
    };
  }

  private static boolean needsDefinition(OperationKind kind) {
    return switch (kind) {
      case PAUSE, RESUME, MIGRATE, END -> false;
      case CANCEL, COMPENSATE, RETRY, SKIP, FAIL, EDIT_DATA, RESTART -> true;
    };
  }

  private static Optional<Decision.Rejected> apply(
      DecisionBuilder builder, SagaInput.Operation operation) {
    return switch (operation.kind()) {
      case PAUSE -> builder.fire(SagaTrigger.PAUSE, operation);
      case RESUME -> builder.fire(SagaTrigger.RESUME, operation);
      case CANCEL -> builder.fire(SagaTrigger.CANCEL, operation);
      case COMPENSATE -> builder.fire(SagaTrigger.COMPENSATE, operation);
      case EDIT_DATA -> builder.fire(SagaTrigger.EDIT_DATA, operation);
      case RESTART -> builder.fire(SagaTrigger.RESTART, operation);
      case MIGRATE -> builder.fire(SagaTrigger.MIGRATE, operation);
      case END -> builder.fire(SagaTrigger.END, operation);
      case RETRY -> retry(builder, operation);
      case SKIP -> onStep(builder, operation, StepTrigger.SKIP);
      case FAIL -> onStep(builder, operation, StepTrigger.FAIL);
    };
  }

  private static Optional<Decision.Rejected> onStep(
      DecisionBuilder builder, SagaInput.Operation operation, StepTrigger trigger) {
    Optional<StepName> step = operation.step().filter(name -> isBegun(builder, name));
    return step.isEmpty()
        ? SagaOperations.refused(builder, "expected a step that has begun")
        : builder.fire(builder.on(step.get()).with(operation), trigger);
  }

  private static boolean isBegun(DecisionBuilder builder, StepName step) {
    return builder.plan().find(step).isPresent() && builder.state().step(step).isPresent();
  }

  private static Optional<Decision.Rejected> retry(
      DecisionBuilder builder, SagaInput.Operation operation) {
    if (builder.state().control().pause().isPresent()) {
      return SagaOperations.refused(builder, "it is paused; resume it first");
    }
    if (operation.step().isPresent()) {
      return builder.state().isFrozen()
          ? SagaOperations.refused(
              builder, "it has an incident as a whole; retry it without a step")
          : onStep(builder, operation, StepTrigger.RETRY);
    }
    Optional<Incident> incident = builder.state().sagaIncident();
    builder.resolveSagaIncident("RETRIED");
    List<StepState> stuck = stuck(builder, incident.isPresent());
    if (incident.isEmpty() && stuck.isEmpty()) {
      return SagaOperations.refused(builder, "nothing waits to be tried again");
    }
    for (StepState step : stuck) {
      builder.fire(builder.on(step.name()).with(operation), StepTrigger.RETRY);
    }
    return Optional.empty();
  }

  /**
   * What a retry without a step is about: steps with an incident and those that wait for their next
   * attempt; after an incident of the saga as a whole also those whose answer was not applied.
   */
  private static List<StepState> stuck(DecisionBuilder builder, boolean answersLost) {
    return builder.state().steps().all().stream()
        .filter(
            step ->
                builder.state().incidentOf(step.name()).isPresent()
                    || step.status() == StepStatus.EXECUTE_BACKOFF
                    || step.status() == StepStatus.COMPENSATE_BACKOFF
                    || (answersLost
                        && (step.status() == StepStatus.EXECUTING || step.status().isUndoing())))
        .toList();
  }
}
