package dev.sagas.dev.simulate;

import dev.sagas.definition.OnCompensationFailure;
import dev.sagas.engine.core.SagaPlan;
import dev.sagas.protocol.StepName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A random definition in two versions; the second has one more step at the end.
 *
 * @param deadline of the saga
 * @param added the step that the second version adds
 */
record DefinitionSketch(
    List<StageSketch> stages,
    OnCompensationFailure onCompensationFailure,
    Optional<Duration> deadline,
    StepSketch added) {
  DefinitionSketch {
    stages = List.copyOf(stages);
  }

  /** Branches in parallel; a step that is in no group is a stage of its own. */
  record StageSketch(
      Optional<StepName> group, boolean undoInParallel, List<List<StepSketch>> branches) {
    StageSketch {
      branches = List.copyOf(branches);
    }

    private StageSketch without(Set<StepName> dropped) {
      List<List<StepSketch>> left = new ArrayList<>();
      for (List<StepSketch> branch : branches) {
        List<StepSketch> steps =
            branch.stream().filter(step -> !dropped.contains(step.name())).toList();
        if (!steps.isEmpty()) {
          left.add(steps);
        }
      }
      return new StageSketch(group, undoInParallel, left);
    }

    private SagaPlan.Stage plan() {
      List<SagaPlan.Branch> planned = new ArrayList<>();
      for (List<StepSketch> branch : branches) {
        planned.add(
            new SagaPlan.Branch(
                branch.get(0).name(), branch.stream().map(StepSketch::plan).toList()));
      }
      return new SagaPlan.Stage(group, planned, undoInParallel);
    }
  }

  /** The same definition without some of its steps. */
  DefinitionSketch without(Set<StepName> dropped) {
    if (dropped.isEmpty()) {
      return this;
    }
    List<StageSketch> left =
        stages.stream()
            .map(stage -> stage.without(dropped))
            .filter(stage -> !stage.branches().isEmpty())
            .toList();
    return new DefinitionSketch(left, onCompensationFailure, deadline, added);
  }

  /** Every step of the first version. */
  List<StepSketch> steps() {
    return stages.stream()
        .flatMap(stage -> stage.branches().stream())
        .flatMap(List::stream)
        .toList();
  }

  /** Every step of a version. */
  List<StepSketch> steps(int version) {
    List<StepSketch> steps = new ArrayList<>(steps());
    if (version > 1) {
      steps.add(added);
    }
    return steps;
  }

  /** The structure of a version. */
  SagaPlan plan(int version) {
    List<SagaPlan.Stage> planned = new ArrayList<>();
    stages.forEach(stage -> planned.add(stage.plan()));
    if (version > 1) {
      planned.add(SagaPlan.Stage.of(added.plan()));
    }
    return new SagaPlan(planned, onCompensationFailure);
  }
}
