package dev.sagas.dev.simulate;

import dev.sagas.engine.core.StepPlan;
import java.util.ArrayList;
import java.util.List;

/** The functions of a definition that can fail. */
enum DefinitionFunction {
  CONDITION,
  COMMAND,
  COMPENSATION,
  REPLY,
  LOCAL,
  WAKE_TIME,
  SIGNAL;

  /** The functions that a step has. */
  static List<DefinitionFunction> of(StepPlan step) {
    List<DefinitionFunction> functions = new ArrayList<>();
    if (step.conditional()) {
      functions.add(CONDITION);
    }
    functions.addAll(step.accept(new OfKind()));
    return functions;
  }

  private static final class OfKind implements StepPlan.Visitor<List<DefinitionFunction>> {
    @Override
    public List<DefinitionFunction> command(StepPlan.Command step) {
      return step.compensate().isPresent()
          ? List.of(COMMAND, REPLY, COMPENSATION)
          : List.of(COMMAND, REPLY);
    }

    @Override
    public List<DefinitionFunction> local(StepPlan.Local step) {
      return List.of(LOCAL);
    }

    @Override
    public List<DefinitionFunction> sleep(StepPlan.Sleep step) {
      return List.of(WAKE_TIME);
    }

    @Override
    public List<DefinitionFunction> signal(StepPlan.Signal step) {
      return List.of(SIGNAL);
    }
  }
}
