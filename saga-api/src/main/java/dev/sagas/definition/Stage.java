package dev.sagas.definition;

import dev.sagas.protocol.StepName;
import java.util.List;

/**
 * A part of a saga that begins when the part before it has ended: a step, or a group of them.
 *
 * @param <D> the saga's data
 */
public sealed interface Stage<D> permits Step, ParallelGroup {
  /** Unique among the saga's steps and groups. */
  StepName name();

  /** Its steps, in order of description: a step is its own only one. */
  List<Step<D>> steps();
}
