package dev.sagas.definition;

import dev.sagas.protocol.StepName;
import java.util.List;

/**
 * A part of a saga that begins when the part before it has ended: a step or a group of steps.
 *
 * @param <D> the saga's data
 */
public sealed interface Stage<D> permits Step, ParallelGroup {
  /** Unique among the saga's steps and groups. */
  StepName name();

  /** Its steps, in the order of the definition; a single step contains only itself. */
  List<Step<D>> steps();

  /** Calls the visitor's method for this kind of stage. */
  <R> R accept(Stage.Visitor<D, R> visitor);

  /**
   * What to do with each kind of stage.
   *
   * @param <D> the saga's data
   * @param <R> what it makes of a stage
   */
  interface Visitor<D, R> {
    R step(Step<D> step);

    R group(ParallelGroup<D> group);
  }
}
