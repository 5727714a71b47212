package dev.sagas.definition;

import java.util.List;

/**
 * There is at most one pivot, it is unconditional and in no group, and from it on nothing needs
 * undo (R13).
 */
final class PivotRules {
  static final String NOTHING_IS_UNDONE = "but from the pivot on nothing is undone";

  private PivotRules() {}

  static <D> void check(List<StageDescription<D>> stages, Problems problems) {
    boolean passed = false;
    for (StageDescription<D> stage : stages) {
      boolean alone = stage.branches().isEmpty();
      for (StepDescription<D, ?> step : stage.steps()) {
        if (step.isPivot()) {
          checkPivot(step, alone, passed, problems);
        }
        if (passed || (alone && step.isPivot())) {
          step.checkFromPivotOn(problems);
        }
      }
      passed = passed || (alone && stage.steps().stream().anyMatch(StepDescription::isPivot));
    }
  }

  private static void checkPivot(
      StepDescription<?, ?> step, boolean alone, boolean passed, Problems problems) {
    if (passed) {
      problems.add(step.title() + " is a second pivot");
    }
    if (!alone) {
      problems.add(step.title() + " is the pivot, but is in a group");
    }
    if (step.isConditional()) {
      problems.add(step.title() + " is the pivot, but has a condition");
    }
  }
}
