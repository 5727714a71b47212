package dev.sagas.orchestrator.core;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How a saga goes forward: stage by stage, the branches of a stage in parallel (R3). */
final class ForwardRules {
  private ForwardRules() {}

  /** Begins every step whose turn has come, and completes the saga after the last one. */
  static void proceed(Turn turn) {
    List<SagaPlan.Stage> stages = turn.plan().stages();
    int stage =
        turn.state()
            .steps()
            .lastBegun()
            .flatMap(step -> turn.plan().place(step.name()))
            .map(SagaPlan.Place::stage)
            .orElse(0);
    while (isFinished(turn, stages.get(stage))) {
      stage++;
      if (stage == stages.size()) {
        SagaStatus before = turn.state().status();
        turn.end(SagaStatus.COMPLETED, Optional.empty(), List.of());
        turn.visited(before, SagaTrigger.ALL_DONE);
        return;
      }
    }
  }

  /** Begins what can begin in the stage; true if all of it is done. */
  private static boolean isFinished(Turn turn, SagaPlan.Stage stage) {
    boolean finished = true;
    for (SagaPlan.Branch branch : stage.branches()) {
      finished &= isFinished(turn, branch);
    }
    return finished && turn.mayGoForward();
  }

  private static boolean isFinished(Turn turn, SagaPlan.Branch branch) {
    List<StepPlan> steps = branch.steps();
    int next = firstNotDone(turn, steps);
    while (next < steps.size() && turn.mayGoForward()) {
      StepTurn step = turn.on(steps.get(next).name());
      if (step.step().status() != StepStatus.PENDING || step.hasIncident()) {
        return false;
      }
      if (turn.deadlinePassed()) {
        StopRules.deadlinePassed(turn);
        return false;
      }
      turn.fire(step, StepTrigger.BEGIN);
      if (!turn.on(step.name()).step().status().isDone()) {
        return false;
      }
      next++;
    }
    return next == steps.size();
  }

  /** The done steps of a branch are its first ones, so that a binary search finds the next. */
  private static int firstNotDone(Turn turn, List<StepPlan> steps) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean done =
          turn.state().step(steps.get(middle).name()).filter(s -> s.status().isDone()).isPresent();
      low = done ? middle + 1 : low;
      high = done ? high : middle;
    }
    return low;
  }

  /** Begins a step. A function of the definition that fails blocks it with an incident (R17). */
  static Optional<Decision.Rejected> begin(StepTurn step) {
    Turn turn = step.turn();
    try {
      if (step.plan().conditional() && !turn.saga().condition(step.plan(), turn.state().data())) {
        turn.apply(new SagaEvent.StepSkipped(step.name(), SkipCause.CONDITION, 0));
        return Optional.empty();
      }
    } catch (DefinitionFault fault) {
      block(step, fault);
      return Optional.empty();
    }
    step.plan().accept(new Beginning(step)).ifPresent(fault -> block(step, fault));
    return Optional.empty();
  }

  private static void block(StepTurn step, DefinitionFault fault) {
    if (step.turn().state().step(step.name()).isEmpty()) {
      step.turn().apply(new SagaEvent.StepBlocked(step.name()));
    }
    step.raise(IncidentCode.DEFINITION_FAULT, fault.reason());
  }

  /** Applies the result of a local step or a signal to the saga. */
  static void conclude(StepTurn step, StepResult result) {
    Turn turn = step.turn();
    if (result.refusal().isEmpty()) {
      turn.apply(new SagaEvent.StepSucceeded(step.name(), turn.nextSequence(), Optional.empty()));
      turn.changeData(result.data());
      return;
    }
    StepResult.Refusal refusal = result.refusal().get();
    turn.apply(new SagaEvent.StepRejected(step.name(), refusal.code(), refusal.message()));
    turn.changeData(result.data());
    StopRules.rejected(step, refusal.code(), refusal.message());
  }

  /** What the beginning of each kind of step is; returns the fault that kept it from beginning. */
  private record Beginning(StepTurn step) implements StepPlan.Visitor<Optional<DefinitionFault>> {
    private Turn turn() {
      return step.turn();
    }

    @Override
    public Optional<DefinitionFault> command(StepPlan.Command plan) {
      return CommandRules.execute(step, step.step().epoch(), step.step().attempt() + 1);
    }

    @Override
    public Optional<DefinitionFault> local(StepPlan.Local plan) {
      try {
        conclude(step, turn().saga().runLocal(plan, turn().state().data()));
        return Optional.empty();
      } catch (DefinitionFault fault) {
        return Optional.of(fault);
      }
    }

    @Override
    public Optional<DefinitionFault> sleep(StepPlan.Sleep plan) {
      try {
        WakeTime wake = turn().saga().wakeTime(plan, turn().state().data(), turn().nowMs());
        if (wake.atMs() <= turn().nowMs()) {
          conclude(step, new StepResult(turn().state().data(), Optional.empty()));
        } else {
          turn().apply(new SagaEvent.SleepBegun(plan.name(), wake.atMs(), wake.absolute()));
        }
        return Optional.empty();
      } catch (DefinitionFault fault) {
        return Optional.of(fault);
      }
    }

    @Override
    public Optional<DefinitionFault> signal(StepPlan.Signal plan) {
      if (SignalRules.hasEarly(turn(), plan)) {
        return SignalRules.takeEarly(step, plan);
      }
      waitFor(step, plan);
      return Optional.empty();
    }
  }

  static void waitFor(StepTurn step, StepPlan.Signal plan) {
    OptionalLong timeoutMs = plan.timeoutMs();
    long dueAtMs = timeoutMs.isPresent() ? step.turn().nowMs() + timeoutMs.getAsLong() : 0;
    step.turn().apply(new SagaEvent.WaitBegun(plan.name(), plan.signal(), dueAtMs));
  }
}
