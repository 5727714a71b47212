package dev.sagas.definition;

import java.util.List;

/**
 * A step or a group as it was described: it may still be wrong.
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

  /** Its steps, in order of description: a step is its own only one. */
  abstract List<StepDescription<D, ?>> steps();

  /** Its branches; a step has none. */
  abstract List<BranchBuilder<D>> branches();

  /** Adds what is wrong with it, seen alone. */
  abstract void check(Problems problems);

  /** Must only be called when {@link #check} found nothing. */
  abstract Stage<D> build();
}
