package dev.sagas.definition;

import dev.sagas.protocol.StepName;
import java.util.List;

/**
 * Steps of a group that run one after the other.
 *
 * @param <D> the saga's data
 * @param name unique within the group
 */
public record Branch<D>(StepName name, List<Step<D>> steps) {
  public Branch {
    steps = List.copyOf(steps);
  }
}
