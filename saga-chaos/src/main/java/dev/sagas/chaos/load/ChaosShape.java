package dev.sagas.chaos.load;

import dev.sagas.definition.OnCompensationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a definition of a run looks like, without its functions.
 *
 * @param number of the definition within the run
 * @param deadline how long it may go forward
 */
record ChaosShape(
    int number,
    List<Stage> stages,
    Optional<Duration> deadline,
    OnCompensationFailure onCompensationFailure) {
  private static final String TYPE_PREFIX = "chaos-";

  ChaosShape {
    stages = List.copyOf(stages);
  }

  /** The saga type. */
  String type() {
    return typeOf(number);
  }

  /** The saga type of the definition of this number. */
  static String typeOf(int number) {
    return TYPE_PREFIX + number;
  }

  List<ChaosStep> steps() {
    return stages.stream()
        .flatMap(stage -> stage.branches().stream())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * One step, or a group of branches that run in parallel.
   *
   * @param branches each at least one step; a stage of one branch is a single step without a group
   */
  record Stage(List<List<ChaosStep>> branches, boolean undoInParallel) {
    Stage {
      branches = branches.stream().map(List::copyOf).toList();
    }

    static Stage of(ChaosStep step) {
      return new Stage(List.of(List.of(step)), false);
    }

    boolean isGroup() {
      return branches.size() > 1;
    }
  }
}
