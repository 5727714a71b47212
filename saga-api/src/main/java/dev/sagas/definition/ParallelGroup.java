package dev.sagas.definition;

import dev.sagas.protocol.StepName;
import java.util.List;

/**
 * Branches that run in parallel. The group ends when all of them have ended.
 *
 * @param <D> the saga's data
 * @param undoInParallel true if the group's compensations may run in parallel, too
 */
public record ParallelGroup<D>(StepName name, List<Branch<D>> branches, boolean undoInParallel)
    implements Stage<D> {
  /** The fewest branches: with one there would be nothing in parallel. */
  public static final int MIN_BRANCHES = 2;

  /** The most branches. */
  public static final int MAX_BRANCHES = 50;

  public ParallelGroup {
    branches = List.copyOf(branches);
  }

  @Override
  public <R> R accept(Visitor<D, R> visitor) {
    return visitor.group(this);
  }

  @Override
  public List<Step<D>> steps() {
    return branches.stream().flatMap(branch -> branch.steps().stream()).toList();
  }
}
