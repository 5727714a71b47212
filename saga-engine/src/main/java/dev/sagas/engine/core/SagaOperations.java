package dev.sagas.engine.core;

import dev.sagas.protocol.SagaStatus;
import dev.sagas.protocol.StepName;
import java.util.List;
import java.util.Optional;

/** What an operator can do to a saga as a whole (R12, R13, R15, R16). */
final class SagaOperations {
  private static final String CANCELLED = "CANCELLED";
  private static final String COMPENSATED_BY_OPERATOR = "COMPENSATED_BY_OPERATOR";
  private static final String RESTARTED_BY_OPERATOR = "RESTARTED_BY_OPERATOR";
  private static final String ENDED_BY_OPERATOR = "ENDED_BY_OPERATOR";

  private SagaOperations() {}

  static Optional<Decision.Rejected> refused(DecisionBuilder builder, String why) {
    return Optional.of(
        new Decision.Rejected(
            Rejection.REFUSED_OPERATION, "The saga is " + builder.state().status() + ": " + why));
  }

  private static UnwindReason reason(String code, SagaInput.Operation operation) {
    return new UnwindReason(
        Optional.empty(), code, "By " + operation.actor() + ": " + operation.reason());
  }

  static Optional<Decision.Rejected> pause(DecisionBuilder builder, SagaInput.Operation operation) {
    if (builder.state().control().pause().isPresent()) {
      return refused(builder, "it is paused already");
    }
    builder.apply(new ControlEvent.Paused(operation.actor(), operation.reason()));
    return Optional.empty();
  }

  static Optional<Decision.Rejected> resume(
      DecisionBuilder builder, SagaInput.Operation operation) {
    if (builder.state().control().pause().isEmpty()) {
      return refused(builder, "it is not paused");
    }
    builder.apply(new ControlEvent.Resumed());
    return Optional.empty();
  }

  static Optional<Decision.Rejected> cancel(
      DecisionBuilder builder, SagaInput.Operation operation) {
    UnwindReason reason = reason(CANCELLED, operation);
    if (!builder.state().control().pivotSent()) {
      builder.resolveSagaIncident(StopRules.TURNED_BACK);
      StopRules.stop(builder, reason);
      return Optional.empty();
    }
    if (builder.state().control().heldCancel().isPresent()) {
      return refused(builder, "a cancel waits for the pivot already");
    }
    if (isPivotOpen(builder)) {
      builder.apply(new ControlEvent.CancelHeld(reason));
      return Optional.empty();
    }
    return refused(builder, "the pivot took effect, nothing is undone any more");
  }

  private static boolean isPivotOpen(DecisionBuilder builder) {
    return builder.plan().steps().stream()
        .filter(StepPlan::pivot)
        .flatMap(pivot -> builder.state().step(pivot.name()).stream())
        .anyMatch(
            step -> step.status().isExecuting() || step.status() == StepStatus.OUTCOME_UNKNOWN);
  }

  static Optional<Decision.Rejected> compensate(
      DecisionBuilder builder, SagaInput.Operation operation) {
    if (builder.state().control().pivotSent()) {
      return refused(builder, "from the pivot on nothing is undone");
    }
    builder.resolveSagaIncident(StopRules.TURNED_BACK);
    StopRules.stopNow(builder, reason(COMPENSATED_BY_OPERATOR, operation));
    return Optional.empty();
  }

  /** While stopping: does not wait for the attempts in flight any more. */
  static Optional<Decision.Rejected> compensateNow(
      DecisionBuilder builder, SagaInput.Operation operation) {
    dropRestart(builder);
    builder.resolveSagaIncident(StopRules.TURNED_BACK);
    StopRules.stopNow(
        builder,
        builder.state().unwind().orElseGet(() -> reason(COMPENSATED_BY_OPERATOR, operation)));
    return Optional.empty();
  }

  /** While a restart undoes what came after its step: undoes everything instead. */
  static Optional<Decision.Rejected> undoAll(
      DecisionBuilder builder, SagaInput.Operation operation) {
    if (builder.state().control().restartFrom().isEmpty()) {
      return refused(builder, "it turns back already");
    }
    dropRestart(builder);
    return Optional.empty();
  }

  private static void dropRestart(DecisionBuilder builder) {
    if (builder.state().control().restartFrom().isPresent()) {
      builder.apply(new ControlEvent.RestartDropped());
    }
  }

  static Optional<Decision.Rejected> editData(
      DecisionBuilder builder, SagaInput.Operation operation) {
    if (operation.data().isEmpty()) {
      return refused(builder, "expected the new data");
    }
    Optional<String> problem = builder.saga().problemWith(operation.data().get());
    if (problem.isPresent()) {
      return refused(builder, problem.get());
    }
    builder.changeData(operation.data().get());
    return Optional.empty();
  }

  static Optional<Decision.Rejected> restart(
      DecisionBuilder builder, SagaInput.Operation operation) {
    Optional<StepName> from = operation.step();
    Optional<SagaPlan.Place> place = from.flatMap(builder.plan()::place);
    if (from.isEmpty() || place.isEmpty()) {
      return refused(builder, "expected a step of its definition to restart from");
    }
    Optional<String> problem = problemWithRestart(builder, place.get());
    if (problem.isPresent()) {
      return refused(builder, problem.get());
    }
    builder.apply(new ControlEvent.RestartRequested(from.get()));
    if (builder.state().status() == SagaStatus.RUNNING) {
      StopRules.stop(builder, reason(RESTARTED_BY_OPERATOR, operation));
    }
    return Optional.empty();
  }

  private static Optional<String> problemWithRestart(
      DecisionBuilder builder, SagaPlan.Place place) {
    Control control = builder.state().control();
    if (control.pause().isPresent()) {
      return Optional.of("resume it first");
    }
    if (control.restartFrom().isPresent()) {
      return Optional.of("it is being restarted already");
    }
    if (control.pivotSent() && builder.state().status() == SagaStatus.RUNNING) {
      return Optional.of("from the pivot on nothing is undone");
    }
    if (isLeft(builder, place)) {
      return Optional.of("an effect after that step was left where it is");
    }
    List<SagaPlan.Stage> stages = builder.plan().stages();
    boolean reached =
        stages.get(place.stage()).branches().stream()
            .anyMatch(branch -> builder.state().step(branch.steps().get(0).name()).isPresent());
    if (!reached) {
      return Optional.of("it has not come to that step yet");
    }
    return stages.subList(0, place.stage()).stream()
            .flatMap(stage -> stage.branches().stream())
            .flatMap(branch -> branch.steps().stream())
            .allMatch(step -> builder.on(step.name()).step().status().isDone())
        ? Optional.empty()
        : Optional.of("a step before it is undone already");
  }

  /** An operator skipped the compensation of a step that would begin again. */
  private static boolean isLeft(DecisionBuilder builder, SagaPlan.Place from) {
    return builder.state().steps().all().stream()
        .filter(step -> step.status() == StepStatus.COMPENSATION_GIVEN_UP)
        .filter(step -> builder.state().incidentOf(step.name()).isEmpty())
        .flatMap(step -> builder.plan().place(step.name()).stream())
        .anyMatch(place -> place.stage() >= from.stage());
  }

  static Optional<Decision.Rejected> end(DecisionBuilder builder, SagaInput.Operation operation) {
    List<StepName> left =
        builder.state().steps().all().stream()
            .filter(StepState::mayHaveEffect)
            .map(StepState::name)
            .toList();
    builder.end(
        SagaStatus.ENDED_BY_OPERATOR, Optional.of(reason(ENDED_BY_OPERATOR, operation)), left);
    return Optional.empty();
  }
}
