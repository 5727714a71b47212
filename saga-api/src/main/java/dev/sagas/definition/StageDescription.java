package dev.sagas.definition;

import java.util.List;

/**
 * A step or a group as it was described, not yet checked.
 *
 * @param <D> the saga's data
 */
abstract class StageDescription<D> {
  private final String name;

  StageDescription(String name) {
    this.name = name;
  }

  final String name() {
    return name;
  }

  /** What it is called in problems. */
  abstract String kind();

  final String title() {
    return kind() + " " + name;
  }

  /** Its steps, in the order of the definition; a single step contains only itself. */
  abstract List<StepDescription<D, ?>> steps();

  /** Its branches; a step has none. */
  abstract List<BranchBuilder<D>> branches();

  /** Adds the problems of this step or group alone. */
  abstract void check(Problems problems);

  /** Must only be called when {@link #check} found nothing. */
  abstract Stage<D> build();
}
