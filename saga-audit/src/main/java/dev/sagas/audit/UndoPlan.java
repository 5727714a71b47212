package dev.sagas.audit;

import dev.sagas.engine.wire.PublishedDefinition;
import dev.sagas.protocol.StepName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which steps of a definition may be undone in parallel (R8). */
final class UndoPlan {
  private final Map<StepName, Place> places = new HashMap<>();

  private record Place(int stage, int branch) {}

  private UndoPlan() {}

  /** The plan of a definition. */
  static UndoPlan of(PublishedDefinition definition) {
    UndoPlan plan = new UndoPlan();
    List<PublishedDefinition.Stage> stages = definition.stages();
    for (int stage = 0; stage < stages.size(); stage++) {
      if (stages.get(stage).undoInParallel()) {
        plan.add(stage, stages.get(stage).branches());
      }
    }
    return plan;
  }

  private void add(int stage, List<List<StepName>> branches) {
    for (int branch = 0; branch < branches.size(); branch++) {
      Place place = new Place(stage, branch);
      branches.get(branch).forEach(step -> places.put(step, place));
    }
  }

  /** True for steps in different branches of a group that is undone in parallel. */
  boolean sideBySide(StepName one, StepName other) {
    Place here = places.get(one);
    Place there = places.get(other);
    return here != null
        && there != null
        && here.stage() == there.stage()
        && here.branch() != there.branch();
  }
}
