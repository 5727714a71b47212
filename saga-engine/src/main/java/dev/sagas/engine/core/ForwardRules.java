package dev.sagas.engine.core;

import dev.sagas.engine.core.ExecutableSaga.WakeTime;
import dev.sagas.engine.core.SagaEvent.SkipCause;
import dev.sagas.protocol.SagaStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How a saga goes forward: stage by stage, the branches of a stage in parallel (R3). */
final class ForwardRules {
  private ForwardRules() {}

  /** Begins every step whose turn has come, and completes the saga after the last one. */
  static void proceed(DecisionBuilder builder) {
    List<SagaPlan.Stage> stages = builder.plan().stages();
    int stage =
        builder
            .state()
            .steps()
            .lastBegun()
            .flatMap(step -> builder.plan().place(step.name()))
            .map(SagaPlan.Place::stage)
            .orElse(0);
    while (isFinished(builder, stages.get(stage))) {
      stage++;
      if (stage == stages.size()) {
        SagaStatus before = builder.state().status();
        builder.end(SagaStatus.COMPLETED, Optional.empty(), List.of());
        builder.visited(before, SagaTrigger.ALL_DONE);
        return;
      }
    }
  }

  /** Begins what can begin in the stage; true if all of it is done. */
  private static boolean isFinished(DecisionBuilder builder, SagaPlan.Stage stage) {
    boolean finished = true;
    for (SagaPlan.Branch branch : stage.branches()) {
      finished &= isFinished(builder, branch);
    }
    return finished && builder.mayGoForward();
  }

  private static boolean isFinished(DecisionBuilder builder, SagaPlan.Branch branch) {
    List<StepPlan> steps = branch.steps();
    int next = firstNotDone(builder, steps);
    while (next < steps.size() && builder.mayGoForward()) {
      StepContext step = builder.on(steps.get(next).name());
      if (step.step().status() != StepStatus.PENDING || step.hasIncident()) {
        return false;
      }
      if (builder.deadlinePassed()) {
        StopRules.deadlinePassed(builder);
        return false;
      }
      builder.fire(step, StepTrigger.BEGIN);
      if (!builder.on(step.name()).step().status().isDone()) {
        return false;
      }
      next++;
    }
    return next == steps.size();
  }

  /** The done steps of a branch are its first ones, so that a binary search finds the next. */
  private static int firstNotDone(DecisionBuilder builder, List<StepPlan> steps) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean done =
          builder
              .state()
              .step(steps.get(middle).name())
              .filter(s -> s.status().isDone())
              .isPresent();
      low = done ? middle + 1 : low;
      high = done ? high : middle;
    }
    return low;
  }

  /** Begins a step. A function of the definition that fails blocks it with an incident (R17). */
  static Optional<Decision.Rejected> begin(StepContext step) {
    DecisionBuilder builder = step.builder();
    try {
      if (step.plan().conditional()
          && !builder.saga().condition(step.plan(), builder.state().data())) {
        builder.apply(
            new SagaEvent.StepSkipped(step.name(), SkipCause.CONDITION, OptionalLong.empty()));
        return Optional.empty();
      }
    } catch (DefinitionFault fault) {
      block(step, fault);
      return Optional.empty();
    }
    step.plan().accept(new Beginning(step)).ifPresent(fault -> block(step, fault));
    return Optional.empty();
  }

  private static void block(StepContext step, DefinitionFault fault) {
    if (step.builder().state().step(step.name()).isEmpty()) {
      step.builder().apply(new SagaEvent.StepBlocked(step.name()));
    }
    step.raise(IncidentCode.DEFINITION_FAULT, fault.reason());
  }

  /** Applies the result of a local step or a signal to the saga. */
  static void conclude(StepContext step, FunctionResult result) {
    DecisionBuilder builder = step.builder();
    if (result.refusal().isEmpty()) {
      builder.apply(
          new SagaEvent.StepSucceeded(step.name(), builder.nextSequence(), Optional.empty()));
      builder.changeData(result.data());
      return;
    }
    FunctionResult.Refusal refusal = result.refusal().get();
    builder.apply(new SagaEvent.StepRejected(step.name(), refusal.code(), refusal.message()));
    builder.changeData(result.data());
    StopRules.rejected(step, refusal.code(), refusal.message());
  }

  /** What the beginning of each kind of step is; returns the fault that kept it from beginning. */
  private record Beginning(StepContext step)
      implements StepPlan.Visitor<Optional<DefinitionFault>> {
    private DecisionBuilder builder() {
      return step.builder();
    }

    @Override
    public Optional<DefinitionFault> command(StepPlan.Command plan) {
      return CommandRules.execute(step, step.step().epoch(), step.step().attempt() + 1);
    }

    @Override
    public Optional<DefinitionFault> local(StepPlan.Local plan) {
      try {
        conclude(step, builder().saga().runLocal(plan, builder().state().data()));
        return Optional.empty();
      } catch (DefinitionFault fault) {
        return Optional.of(fault);
      }
    }

    @Override
    public Optional<DefinitionFault> sleep(StepPlan.Sleep plan) {
      try {
        WakeTime wake =
            builder().saga().wakeTime(plan, builder().state().data(), builder().nowMs());
        if (wake.atMs() <= builder().nowMs()) {
          conclude(step, new FunctionResult(builder().state().data(), Optional.empty()));
        } else {
          builder().apply(new SagaEvent.SleepBegun(plan.name(), wake.atMs(), wake.absolute()));
        }
        return Optional.empty();
      } catch (DefinitionFault fault) {
        return Optional.of(fault);
      }
    }

    @Override
    public Optional<DefinitionFault> signal(StepPlan.Signal plan) {
      if (SignalRules.hasEarly(builder(), plan)) {
        return SignalRules.takeEarly(step, plan);
      }
      waitFor(step, plan);
      return Optional.empty();
    }
  }

  static void waitFor(StepContext step, StepPlan.Signal plan) {
    OptionalLong timeoutMs = plan.timeoutMs();
    OptionalLong dueAtMs =
        timeoutMs.isPresent()
            ? OptionalLong.of(step.builder().nowMs() + timeoutMs.getAsLong())
            : OptionalLong.empty();
    step.builder().apply(new SagaEvent.WaitBegun(plan.name(), plan.signal(), dueAtMs));
  }
}
