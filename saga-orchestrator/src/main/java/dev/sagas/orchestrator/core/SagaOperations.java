package dev.sagas.orchestrator.core;

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

  static Optional<Decision.Rejected> refused(Turn turn, String why) {
    return Optional.of(
        new Decision.Rejected(
            Rejection.REFUSED_OPERATION, "The saga is " + turn.state().status() + ": " + why));
  }

  private static UnwindReason reason(String code, SagaInput.Operation operation) {
    return new UnwindReason(
        Optional.empty(), code, "By " + operation.actor() + ": " + operation.reason());
  }

  static Optional<Decision.Rejected> pause(Turn turn, SagaInput.Operation operation) {
    if (turn.state().control().pause().isPresent()) {
      return refused(turn, "it is paused already");
    }
    turn.apply(new ControlEvent.Paused(operation.actor(), operation.reason()));
    return Optional.empty();
  }

  static Optional<Decision.Rejected> resume(Turn turn, SagaInput.Operation operation) {
    if (turn.state().control().pause().isEmpty()) {
      return refused(turn, "it is not paused");
    }
    turn.apply(new ControlEvent.Resumed());
    return Optional.empty();
  }

  static Optional<Decision.Rejected> cancel(Turn turn, SagaInput.Operation operation) {
    UnwindReason reason = reason(CANCELLED, operation);
    if (!turn.state().control().pivotSent()) {
      turn.resolveSagaIncident(StopRules.TURNED_BACK);
      StopRules.stop(turn, reason);
      return Optional.empty();
    }
    if (turn.state().control().heldCancel().isPresent()) {
      return refused(turn, "a cancel waits for the pivot already");
    }
    if (isPivotOpen(turn)) {
      turn.apply(new ControlEvent.CancelHeld(reason));
      return Optional.empty();
    }
    return refused(turn, "the pivot took effect, nothing is undone any more");
  }

  private static boolean isPivotOpen(Turn turn) {
    return turn.plan().steps().stream()
        .filter(StepPlan::pivot)
        .flatMap(pivot -> turn.state().step(pivot.name()).stream())
        .anyMatch(
            step -> step.status().isExecuting() || step.status() == StepStatus.OUTCOME_UNKNOWN);
  }

  static Optional<Decision.Rejected> compensate(Turn turn, SagaInput.Operation operation) {
    if (turn.state().control().pivotSent()) {
      return refused(turn, "from the pivot on nothing is undone");
    }
    turn.resolveSagaIncident(StopRules.TURNED_BACK);
    StopRules.stopNow(turn, reason(COMPENSATED_BY_OPERATOR, operation));
    return Optional.empty();
  }

  /** While stopping: does not wait for the attempts in flight any more. */
  static Optional<Decision.Rejected> compensateNow(Turn turn, SagaInput.Operation operation) {
    dropRestart(turn);
    turn.resolveSagaIncident(StopRules.TURNED_BACK);
    StopRules.stopNow(
        turn, turn.state().unwind().orElseGet(() -> reason(COMPENSATED_BY_OPERATOR, operation)));
    return Optional.empty();
  }

  /** While a restart undoes what came after its step: undoes everything instead. */
  static Optional<Decision.Rejected> undoAll(Turn turn, SagaInput.Operation operation) {
    if (turn.state().control().restartFrom().isEmpty()) {
      return refused(turn, "it turns back already");
    }
    dropRestart(turn);
    return Optional.empty();
  }

  private static void dropRestart(Turn turn) {
    if (turn.state().control().restartFrom().isPresent()) {
      turn.apply(new ControlEvent.RestartDropped());
    }
  }

  static Optional<Decision.Rejected> editData(Turn turn, SagaInput.Operation operation) {
    if (operation.data().isEmpty()) {
      return refused(turn, "expected the new data");
    }
    Optional<String> problem = turn.saga().problemWith(operation.data().get());
    if (problem.isPresent()) {
      return refused(turn, problem.get());
    }
    turn.changeData(operation.data().get());
    return Optional.empty();
  }

  static Optional<Decision.Rejected> restart(Turn turn, SagaInput.Operation operation) {
    Optional<StepName> from = operation.step();
    Optional<SagaPlan.Place> place = from.flatMap(turn.plan()::place);
    if (from.isEmpty() || place.isEmpty()) {
      return refused(turn, "expected a step of its definition to restart from");
    }
    Optional<String> problem = problemWithRestart(turn, place.get());
    if (problem.isPresent()) {
      return refused(turn, problem.get());
    }
    turn.apply(new ControlEvent.RestartRequested(from.get()));
    if (turn.state().status() == SagaStatus.RUNNING) {
      StopRules.stop(turn, reason(RESTARTED_BY_OPERATOR, operation));
    }
    return Optional.empty();
  }

  private static Optional<String> problemWithRestart(Turn turn, SagaPlan.Place place) {
    Control control = turn.state().control();
    if (control.pause().isPresent()) {
      return Optional.of("resume it first");
    }
    if (control.restartFrom().isPresent()) {
      return Optional.of("it is being restarted already");
    }
    if (control.pivotSent() && turn.state().status() == SagaStatus.RUNNING) {
      return Optional.of("from the pivot on nothing is undone");
    }
    if (isLeft(turn, place)) {
      return Optional.of("an effect after that step was left where it is");
    }
    List<SagaPlan.Stage> stages = turn.plan().stages();
    boolean reached =
        stages.get(place.stage()).branches().stream()
            .anyMatch(branch -> turn.state().step(branch.steps().get(0).name()).isPresent());
    if (!reached) {
      return Optional.of("it has not come to that step yet");
    }
    return stages.subList(0, place.stage()).stream()
            .flatMap(stage -> stage.branches().stream())
            .flatMap(branch -> branch.steps().stream())
            .allMatch(step -> turn.on(step.name()).step().status().isDone())
        ? Optional.empty()
        : Optional.of("a step before it is undone already");
  }

  /** An operator skipped the compensation of a step that would begin again. */
  private static boolean isLeft(Turn turn, SagaPlan.Place from) {
    return turn.state().steps().all().stream()
        .filter(step -> step.status() == StepStatus.COMPENSATION_GIVEN_UP)
        .filter(step -> turn.state().incidentOf(step.name()).isEmpty())
        .flatMap(step -> turn.plan().place(step.name()).stream())
        .anyMatch(place -> place.stage() >= from.stage());
  }

  static Optional<Decision.Rejected> end(Turn turn, SagaInput.Operation operation) {
    List<StepName> left =
        turn.state().steps().all().stream()
            .filter(StepState::mayHaveEffect)
            .map(StepState::name)
            .toList();
    turn.end(SagaStatus.ENDED_BY_OPERATOR, Optional.of(reason(ENDED_BY_OPERATOR, operation)), left);
    return Optional.empty();
  }
}
