package dev.sagas.engine.wire;

import dev.sagas.protocol.SagaType;
import dev.sagas.protocol.StepName;
import java.util.List;

/**
 * The order of a definition's steps, as it is in the topic of definitions.
 *
 * @param stages one after the other
 */
public record PublishedDefinition(SagaType type, int version, List<Stage> stages) {
  public PublishedDefinition {
    stages = List.copyOf(stages);
  }

  /**
   * Branches that run in parallel; a step that is in no group is a branch of its own.
   *
   * @param branches the steps of each, one after the other
   * @param undoInParallel true if the branches are undone in parallel (R8)
   */
  public record Stage(List<List<StepName>> branches, boolean undoInParallel) {
    public Stage {
      branches = branches.stream().map(List::copyOf).toList();
    }
  }
}
