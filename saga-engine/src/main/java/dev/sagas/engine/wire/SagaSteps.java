package dev.sagas.engine.wire;

import dev.sagas.definition.CommandStep;
import dev.sagas.definition.Condition;
import dev.sagas.definition.LocalStep;
import dev.sagas.definition.Saga;
import dev.sagas.definition.SignalStep;
import dev.sagas.definition.SleepStep;
import dev.sagas.definition.Step;
import dev.sagas.engine.core.StepPlan;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The steps of a definition by kind and name, with their functions. */
final class SagaSteps<D extends SpecificRecord> {
  private final Map<StepName, CommandStep<D>> commands = new HashMap<>();
  private final Map<StepName, LocalStep<D>> locals = new HashMap<>();
  private final Map<StepName, SleepStep<D>> sleeps = new HashMap<>();
  private final Map<StepName, SignalStep<D>> signals = new HashMap<>();
  private final Map<StepName, Condition<D>> conditions = new HashMap<>();
  private final Map<StepName, Map<String, Class<? extends SpecificRecord>>> replyTypes =
      new HashMap<>();

  SagaSteps(Saga<D> saga) {
    Collector collector = new Collector();
    for (Step<D> step : saga.steps()) {
      step.accept(collector);
      step.condition().ifPresent(condition -> conditions.put(step.name(), condition));
    }
  }

  CommandStep<D> command(StepPlan.Command plan) {
    return known(plan, commands.get(plan.name()));
  }

  LocalStep<D> local(StepPlan.Local plan) {
    return known(plan, locals.get(plan.name()));
  }

  SleepStep<D> sleep(StepPlan.Sleep plan) {
    return known(plan, sleeps.get(plan.name()));
  }

  SignalStep<D> signal(StepPlan.Signal plan) {
    return known(plan, signals.get(plan.name()));
  }

  Condition<D> condition(StepPlan plan) {
    return known(plan, conditions.get(plan.name()));
  }

  /** The classes of a step's replies, by the full name of their records. */
  Map<String, Class<? extends SpecificRecord>> replyTypes(StepPlan.Command plan) {
    return known(plan, replyTypes.get(plan.name()));
  }

  private static <T> T known(StepPlan plan, @Nullable T found) {
    if (found == null) {
      throw new IllegalStateException(
          "Expected step " + plan.name() + " to be in the definition as " + plan);
    }
    return found;
  }

  /** Puts each step where its kind belongs; says nothing about it. */
  private final class Collector implements Step.Visitor<D, StepName> {
    @Override
    public StepName command(CommandStep<D> step) {
      commands.put(step.name(), step);
      Map<String, Class<? extends SpecificRecord>> types = new HashMap<>();
      step.replies().keySet().forEach(type -> types.put(PlanTranslator.fullName(type), type));
      replyTypes.put(step.name(), types);
      return step.name();
    }

    @Override
    public StepName local(LocalStep<D> step) {
      locals.put(step.name(), step);
      return step.name();
    }

    @Override
    public StepName sleep(SleepStep<D> step) {
      sleeps.put(step.name(), step);
      return step.name();
    }

    @Override
    public StepName signal(SignalStep<D> step) {
      signals.put(step.name(), step);
      return step.name();
    }
  }
}
