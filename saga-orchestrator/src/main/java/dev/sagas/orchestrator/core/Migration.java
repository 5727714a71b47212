package dev.sagas.orchestrator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a live saga can go on under another version of its definition, and the move (R19). */
final class Migration {
  private final SagaState state;
  private final ExecutableSaga target;
  private final List<String> problems = new ArrayList<>();

  private Migration(SagaState state, ExecutableSaga target) {
    this.state = state;
    this.target = target;
  }

  static Optional<Decision.Rejected> migrate(Turn turn, SagaInput.Operation operation) {
    if (operation.version().isEmpty()) {
      return SagaOperations.refused(turn, "expected the version to move to");
    }
    int version = operation.version().getAsInt();
    if (version == turn.state().identity().version()) {
      return SagaOperations.refused(turn, "it is on version " + version + " already");
    }
    Optional<ExecutableSaga> target = turn.version(version);
    if (target.isEmpty()) {
      return SagaOperations.refused(turn, "version " + version + " is not deployed");
    }
    List<String> problems = problems(turn.state(), target.get());
    if (!problems.isEmpty()) {
      return SagaOperations.refused(
          turn, "it cannot move to version " + version + ": " + String.join("; ", problems));
    }
    turn.migrate(target.get());
    resolveMissingVersion(turn);
    return Optional.empty();
  }

  private static void resolveMissingVersion(Turn turn) {
    turn.state()
        .sagaIncident()
        .filter(incident -> incident.code().equals(IncidentCode.VERSION_MISSING.name()))
        .ifPresent(
            incident -> turn.apply(new SagaEvent.IncidentResolved(incident.id(), "MIGRATED")));
  }

  /** Every reason why a saga in this state cannot go on under the target; empty if it can. */
  static List<String> problems(SagaState state, ExecutableSaga target) {
    Migration migration = new Migration(state, target);
    migration.checkData();
    migration.checkSteps();
    migration.checkOrder();
    migration.checkPivot();
    migration.checkSignals();
    return migration.problems;
  }

  private void checkData() {
    target.problemWith(state.data()).ifPresent(problem -> problems.add("its data: " + problem));
  }

  private void checkSteps() {
    for (StepState step : state.steps().all()) {
      Optional<StepPlan> plan = target.plan().find(step.name());
      if (step.status().isExecuting() || step.status().isUndoing()) {
        problems.add("step " + step.name() + " has an outstanding command; pause, and wait for it");
      }
      if (plan.isEmpty()) {
        problems.add("step " + step.name() + " was begun and is not in it");
      } else {
        checkKind(step, plan.get());
      }
    }
  }

  private void checkKind(StepState step, StepPlan plan) {
    boolean commanded = step.attempt() > 0;
    String participant =
        plan instanceof StepPlan.Command command ? command.participant().value() : "";
    if (commanded && !participant.equals(step.target())) {
      problems.add("step " + step.name() + " sent commands to " + step.target());
    }
    boolean waits = step.status() == StepStatus.WAITING;
    String signal = plan instanceof StepPlan.Signal wait ? wait.signal().value() : "";
    if (waits && !signal.equals(step.target())) {
      problems.add("step " + step.name() + " waits for signal " + step.target());
    }
    if (step.status() == StepStatus.SLEEPING && !(plan instanceof StepPlan.Sleep)) {
      problems.add("step " + step.name() + " sleeps");
    }
  }

  /** What was begun must be where the saga would have come to under the target. */
  private void checkOrder() {
    int stage = -1;
    for (StepState step : state.steps().all()) {
      Optional<SagaPlan.Place> place = target.plan().place(step.name());
      if (place.isPresent() && place.get().stage() < stage) {
        problems.add("step " + step.name() + " comes before steps that ran before it");
      }
      stage = Math.max(stage, place.map(SagaPlan.Place::stage).orElse(stage));
    }
    int last = stage;
    target.plan().stages().stream()
        .limit(Math.max(0, last))
        .flatMap(passed -> passed.branches().stream())
        .flatMap(branch -> branch.steps().stream())
        .filter(step -> state.step(step.name()).isEmpty())
        .forEach(
            step -> problems.add("step " + step.name() + " did not run, and its turn is over"));
  }

  private void checkPivot() {
    for (StepPlan step : target.plan().steps()) {
      boolean sent = state.step(step.name()).filter(begun -> begun.attempt() > 0).isPresent();
      if (step.pivot() && sent != state.control().pivotSent()) {
        problems.add(
            "its pivot "
                + step.name()
                + (sent ? " was sent as another step" : " is not the one sent"));
      }
    }
  }

  private void checkSignals() {
    for (BufferedSignal signal : state.signals()) {
      List<StepPlan.Signal> waits = target.plan().waitsFor(signal.name());
      if (waits.isEmpty() || !waits.get(0).signalType().equals(signal.type())) {
        problems.add("no step takes the early signal " + signal.name());
      }
    }
  }
}
