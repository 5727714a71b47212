package dev.sagas.definition;

import dev.sagas.protocol.StepName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Describes a group of branches that run in parallel.
 *
 * <ul>
 *   <li>Needs {@value ParallelGroup#MIN_BRANCHES} to {@value ParallelGroup#MAX_BRANCHES} branches.
 *   <li>The saga continues when all branches have ended. When a step is rejected, attempts in
 *       flight in other branches are awaited, their sleeps and waits are abandoned, and the saga
 *       unwinds (R10).
 *   <li>All branches share the saga's data: each sees the changes of the others.
 * </ul>
 *
 * @param <D> the saga's data
 */
public final class GroupBuilder<D> extends StageDescription<D> {
  private final List<BranchBuilder<D>> branches = new ArrayList<>();
  private boolean undoInParallel;

  GroupBuilder(String name) {
    super(name);
  }

  /** Adds a branch. Its name must be unique within the group. */
  public GroupBuilder<D> branch(String name, UnaryOperator<BranchBuilder<D>> description) {
    branches.add(description.apply(new BranchBuilder<>(name)));
    return this;
  }

  /**
   * Undoes the group's branches in parallel, each in reverse order. By default all effects of the
   * group are undone one at a time, in reverse of the order in which they happened (R8).
   */
  public GroupBuilder<D> undoInParallel() {
    this.undoInParallel = true;
    return this;
  }

  @Override
  String kind() {
    return "group";
  }

  @Override
  List<StepDescription<D, ?>> steps() {
    List<StepDescription<D, ?>> steps = new ArrayList<>();
    branches.forEach(branch -> steps.addAll(branch.steps()));
    return steps;
  }

  @Override
  List<BranchBuilder<D>> branches() {
    return branches;
  }

  @Override
  void check(Problems problems) {
    problems.requireName("group name", name(), StepName.isValid(name()));
    int count = branches.size();
    if (count < ParallelGroup.MIN_BRANCHES || count > ParallelGroup.MAX_BRANCHES) {
      problems.add(
          "%s: expected %s to %s branches, but there are %s"
              .formatted(title(), ParallelGroup.MIN_BRANCHES, ParallelGroup.MAX_BRANCHES, count));
    }
    Set<String> names = new HashSet<>();
    for (BranchBuilder<D> branch : branches) {
      if (!names.add(branch.name())) {
        problems.add(title() + ": branch " + branch.name() + " is described twice");
      }
      branch.check(title(), problems);
    }
  }

  @Override
  ParallelGroup<D> build() {
    return new ParallelGroup<>(
        new StepName(name()), branches.stream().map(BranchBuilder::build).toList(), undoInParallel);
  }
}
