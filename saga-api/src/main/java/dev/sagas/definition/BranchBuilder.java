package dev.sagas.definition;

import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes one branch of a parallel group: steps that run one after the other.
 *
 * <ul>
 *   <li>Needs at least one step. The pivot cannot be in a branch.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class BranchBuilder<D> extends StepsBuilder<D, BranchBuilder<D>> {
  private final String name;
  private final List<StepDescription<D, ?>> steps = new ArrayList<>();

  BranchBuilder(String name) {
    this.name = name;
  }

  @Override
  BranchBuilder<D> add(StepDescription<D, ?> step) {
    steps.add(step);
    return this;
  }

  String name() {
    return name;
  }

  List<StepDescription<D, ?>> steps() {
    return steps;
  }

  void check(String group, Problems problems) {
    problems.requireName(group + ": branch name", name, StepName.isValid(name));
    if (steps.isEmpty()) {
      problems.add(group + ": branch " + name + " needs a step");
    }
    steps.forEach(step -> step.check(problems));
  }

  Branch<D> build() {
    List<Step<D>> built = new ArrayList<>();
    steps.forEach(step -> built.add(step.build()));
    return new Branch<>(new StepName(name), built);
  }
}
